// Without a main in sight, what stands in a source file may be called by others.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'

#include <map>
#include <thread>

class Cache {
public:
  // CHECK: without-main.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'Cache::entries_' is written here without a lock
  int &at(int key) { return entries_[key]; }

private:
  std::map<int, int> entries_;
};

void bad_serve(Cache &cache) {
  std::thread first([&cache] { cache.at(1); });
  std::thread second([&cache] { cache.at(2); });
  first.join();
  second.join();
}
