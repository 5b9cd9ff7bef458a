// While code is typed it is broken most of the time: clangd must live through
// every state of it, and report the race once the code is whole.
//
// RUN: %lsp %clangd %s --type-from=14 -- --enable-config=0 | FileCheck %s
// CHECK: warning: 'Cache::entries_' {{.*}} [maprace-unguarded-access]
// CHECK: {{[0-9]+}} half-typed states survived

#include <map>
#include <mutex>
#include <string>
#include <thread>

class Cache {
public:
  explicit Cache(int limit) : limit_(limit), worker_([this] { bad_fill(); }) {}
  ~Cache() { worker_.join(); }

  int bad_find(const std::string &key) {
    if (auto it = entries_.find(key); it != entries_.end())
      return it->second;
    return -1;
  }

  template <typename F> void each(F function) {
    std::unique_lock<std::mutex> lock(mutex_);
    for (auto &[key, value] : entries_)
      function(key, value);
  }

private:
  void bad_fill() {
    for (int i = 0; i < limit_; ++i) {
      auto name = std::to_string(i);
      entries_.emplace(name, [&]() -> int { return i * 2; }());
      switch (i % 3) {
      case 0:
        entries_.erase(name);
        break;
      default:
        entries_[name] += 1;
      }
    }
  }

  int limit_;
  std::mutex mutex_;
  std::map<std::string, int> entries_;
  std::thread worker_;
};

int main() {
  Cache cache(10);
  cache.each([](const std::string &, int &value) { ++value; });
  return cache.bad_find("1");
}
