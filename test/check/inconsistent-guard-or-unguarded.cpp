// Two threads in sight are the better story: one place is told of by one check.
// RUN: not %maprace check %s -- -std=c++20 -pthread | FileCheck %s '--implicit-check-not={{warning|error}}:'
#include <map>
#include <mutex>
#include <thread>

class Cache {
public:
  void ok_set(int key) {
    std::lock_guard<std::mutex> lock(mu_);
    entries_[key] = 1;
  }
  void ok_drop(int key) {
    std::lock_guard<std::mutex> lock(mu_);
    entries_.erase(key);
  }
  // CHECK: :[[#@LINE+1]]:49: warning: 'Cache::entries_' is read here without a lock, while another thread may write it [maprace-unguarded-access]
  bool bad_has(int key) const { return entries_.count(key) != 0; }

private:
  mutable std::mutex mu_;
  std::map<int, int> entries_;
};

void bad_run(Cache &cache) {
  std::thread writer([&cache] { cache.ok_set(1); });
  cache.bad_has(1);
  writer.join();
}
void ok_run(Cache &cache) { cache.ok_drop(1); }
