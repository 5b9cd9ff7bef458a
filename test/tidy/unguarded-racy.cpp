// A cache that several threads fill without a lock.
// RUN: %check_tidy %s
// libc++ has other templates, in an inline namespace.
// RUN: %if libc++ %{ %check_tidy %s -- -stdlib=libc++ %}
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

class Cache {
public:
  std::string bad_locate(const std::string &key) {
    auto it = entries_.find(key);
    if (it != entries_.end())
      return it->second;
    return entries_[key] = key + "!";
  }

private:
  std::unordered_map<std::string, std::string> entries_;
};

int main() {
  Cache cache;
  std::vector<std::thread> workers;
  for (int i = 0; i < 8; ++i)
    workers.emplace_back([&cache] { cache.bad_locate("192.0.2.1"); });
  for (std::thread &worker : workers)
    worker.join();
}

// CHECK: unguarded-racy.cpp:[[#@LINE-16]]:12: warning: 'Cache::entries_' is written here without a lock, and two threads may do so at once [maprace-unguarded-access]
// CHECK: unguarded-racy.cpp:[[#@LINE-17]]:12: note: 'operator[]' inserts a missing key, so it is a write
// CHECK: unguarded-racy.cpp:[[#@LINE-7]]:13: note: thread A starts here and runs 'lambda in main'
// CHECK: unguarded-racy.cpp:[[#@LINE-8]]:43: note: thread A calls 'Cache::bad_locate' here
// CHECK: unguarded-racy.cpp:[[#@LINE-16]]:48: note: 'Cache::entries_' is declared here
