// The cache of unguarded-racy.cpp with one mutex.
// RUN: %check_tidy %s
// libc++ has other templates, in an inline namespace.
// RUN: %if libc++ %{ %check_tidy %s -- -stdlib=libc++ %}
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

class Cache {
public:
  std::string ok_locate(const std::string &key) {
    std::lock_guard<std::mutex> lock(mutex_);
    auto it = entries_.find(key);
    if (it != entries_.end())
      return it->second;
    return entries_[key] = key + "!";
  }

private:
  std::mutex mutex_;
  std::unordered_map<std::string, std::string> entries_;
};

int main() {
  Cache cache;
  std::vector<std::thread> workers;
  for (int i = 0; i < 8; ++i)
    workers.emplace_back([&cache] { cache.ok_locate("192.0.2.1"); });
  for (std::thread &worker : workers)
    worker.join();
}
