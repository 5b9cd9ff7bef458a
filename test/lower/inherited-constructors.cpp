// A constructor that a class inherits makes its base.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'
#include <map>
#include <thread>

struct Store {
  std::map<int, int> bad_shared, ok_other;
};
struct Worker {
  Store &store;
  int key;
  Worker(Store &store, int key) : store(store), key(key) {}
  // CHECK: inherited-constructors.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'Store::bad_shared' is written here without a lock
  void write() { store.bad_shared[key] = 1; }
  void other() { store.ok_other[key] = 1; }
};
struct Slow : Worker {
  using Worker::Worker;
};

int main() {
  Store store, first, second;
  Slow a(store, 1), b(store, 2), c(first, 1), d(second, 2);
  std::thread one([&] { a.write(), c.other(); });
  std::thread two([&] { b.write(), d.other(); });
  one.join();
  two.join();
}
