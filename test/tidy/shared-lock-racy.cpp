// A reader that inserts with operator[] under the reader's lock.
// RUN: %check_tidy %s
// libc++ has other templates, in an inline namespace.
// RUN: %if libc++ %{ %check_tidy %s -- -stdlib=libc++ %}
#include <map>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <thread>
#include <vector>

class Cache {
public:
  int bad_get(const std::string &key) {
    std::shared_lock<std::shared_mutex> lock(mutex_);
    return entries_[key];
  }
  void ok_set(const std::string &key, int value) {
    std::unique_lock<std::shared_mutex> lock(mutex_);
    entries_[key] = value;
  }

private:
  std::shared_mutex mutex_;
  std::map<std::string, int> entries_;
};

int main() {
  Cache cache;
  cache.ok_set("a", 1);
  std::vector<std::thread> readers;
  for (int i = 0; i < 4; ++i)
    readers.emplace_back([&cache] { cache.bad_get("a"); });
  for (std::thread &reader : readers)
    reader.join();
}

// CHECK: shared-lock-racy.cpp:[[#@LINE-22]]:12: warning: 'Cache::entries_' is written by 'operator[]' while only a shared (reader's) lock on 'Cache::mutex_' is held [maprace-write-under-shared-lock]
// CHECK: shared-lock-racy.cpp:[[#@LINE-23]]:12: note: 'operator[]' inserts a missing key, so it is a write
// CHECK: shared-lock-racy.cpp:[[#@LINE-7]]:13: note: thread A starts here and runs 'lambda in main'
// CHECK: shared-lock-racy.cpp:[[#@LINE-8]]:43: note: thread A calls 'Cache::bad_get' here
// CHECK: shared-lock-racy.cpp:[[#@LINE-27]]:41: note: thread A holds 'Cache::mutex_', locked here in shared (reader's) mode
// CHECK: shared-lock-racy.cpp:[[#@LINE-27]]:12: note: a shared (reader's) lock keeps writers out, but lets other readers in; a write needs the lock in exclusive mode
// CHECK: shared-lock-racy.cpp:[[#@LINE-19]]:30: note: 'Cache::entries_' is declared here
