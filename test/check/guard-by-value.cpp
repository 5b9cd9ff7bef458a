// A guard that is passed by value and moved on is the one that keeps the lock;
// one that is not moved lets go when the call is over.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'
#include <map>
#include <mutex>
#include <thread>
#include <utility>

using Lock = std::unique_lock<std::mutex>;
using Map = std::map<int, int>;

template <class L> class Locked {
public:
  Locked(Map &map, L lock) : map_(&map), lock_(std::move(lock)) {}
  void put() { map_->emplace(1, 1); }

private:
  Map *map_;
  L lock_;
};

template <class L> class Careless {
public:
  Careless(Map &map, L) : map_(&map) {}
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'lost' is written here
  void put() { map_->emplace(1, 1); }

private:
  Map *map_;
};

std::mutex mutex;
Map kept, lost;

Locked<Lock> keep() { return {kept, Lock(mutex)}; }
Careless<Lock> lose() { return {lost, Lock(mutex)}; }

void all() {
  keep().put(); // ok
  lose().put();
}

int main() {
  std::thread a(all), b(all);
  a.join();
  b.join();
}
