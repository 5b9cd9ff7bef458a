// Two threads that come to one line by different ways have a story each.
// RUN: %check_tidy %s
#include <map>
#include <thread>

class Cache {
public:
  void bad_put(int key) { entries_[key] = 1; }

private:
  std::map<int, int> entries_;
};

int main() {
  Cache cache;
  std::thread writer([&cache] { cache.bad_put(1); });
  cache.bad_put(2);
  writer.join();
}

// CHECK: one-place-two-ways.cpp:[[#@LINE-13]]:27: warning: 'Cache::entries_' is written here without a lock, while another thread may write it [maprace-unguarded-access]
// CHECK: one-place-two-ways.cpp:[[#@LINE-14]]:27: note: 'operator[]' inserts a missing key, so it is a write
// CHECK: one-place-two-ways.cpp:[[#@LINE-6]]:9: note: the other thread calls 'Cache::bad_put' here
// CHECK: one-place-two-ways.cpp:[[#@LINE-16]]:27: note: the other access: 'operator[]' writes 'Cache::entries_' here in 'Cache::bad_put' without a lock
// CHECK: one-place-two-ways.cpp:[[#@LINE-9]]:15: note: thread B starts here and runs 'lambda in main'
// CHECK: one-place-two-ways.cpp:[[#@LINE-10]]:39: note: thread B calls 'Cache::bad_put' here
// CHECK: one-place-two-ways.cpp:[[#@LINE-16]]:22: note: 'Cache::entries_' is declared here
// CHECK: one-place-two-ways.cpp:[[#@LINE-20]]:27: note: this access comes after the start of thread B, which may still be running
