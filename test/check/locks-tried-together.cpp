// Locks that are tried together are all taken or none.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'
#include <mutex>
#include <thread>
#include <unordered_map>

std::mutex one, two;
std::unordered_map<int, int> ok, bad;

void ok_tried() {
  if (std::try_lock(one, two) != -1)
    std::lock(one, two);
  std::scoped_lock both(std::adopt_lock, one, two);
  ok[1] = 1;
}
void ok_one() {
  std::lock_guard lock(one);
  ok.erase(1);
}
void ok_two() {
  std::lock_guard lock(two);
  ok.size();
}
void bad_not_taken() {
  if (std::try_lock(one, two) != -1) {
    // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad' is written here
    bad[1] = 1;
    return;
  }
  std::scoped_lock both(std::adopt_lock, one, two);
  bad.erase(1);
}

void all() {
  for (int i = 0; i < 20000; ++i) {
    ok_tried();
    bad_not_taken();
  }
}
void some() {
  for (int i = 0; i < 20000; ++i) {
    ok_one();
    if (i % 2)
      ok_tried();
  }
}

int main() {
  std::thread a(all), b(all), c(some);
  a.join();
  b.join();
  c.join();
}
