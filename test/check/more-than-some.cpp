// A counter that has passed some number does not say that all is done; one
// that has arrived at it does.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'

#include <atomic>
#include <map>
#include <thread>

std::map<int, int> bad_passed, ok_arrived;
std::atomic<int> passed, arrived;
std::atomic<bool> stop;

void work() {
  for (int i = 0; !stop; ++i) {
    // CHECK: more-than-some.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad_passed' is written here without a lock
    bad_passed[i] = i;
    passed.fetch_add(1);
  }
}

void part() {
  static std::atomic<int> key;
  ok_arrived.find(key++);
  arrived.fetch_add(1);
}

int main() {
  std::thread worker(work);
  while (!(passed > 50))
    ;
  bad_passed.clear();
  stop = true;
  worker.join();

  std::thread one(part), two(part);
  while (arrived < 2)
    ;
  ok_arrived.clear();
  one.join();
  two.join();
}
