// Algorithms and views that are given a whole map read it.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'

#include <algorithm>
#include <map>
#include <ranges>
#include <thread>

std::map<int, int> asked, viewed, piped, known;

int main() {
  std::thread t([] {
    asked[1] = 1;
    viewed[1] = 1;
    piped[1] = 1;
  });
  // CHECK: range-algorithms.cpp:[[#@LINE-4]]:{{[0-9]+}}: warning: 'asked' is written here without a lock, while another thread may read it
  bool any = std::ranges::any_of(asked, [](const auto &e) { return e.second; });
  // CHECK: range-algorithms.cpp:[[#@LINE-5]]:{{[0-9]+}}: warning: 'viewed' is written here without a lock, while another thread may read it
  for (int key : std::views::keys(viewed))
    any |= key == 3;
  // CHECK: range-algorithms.cpp:[[#@LINE-7]]:{{[0-9]+}}: warning: 'piped' is written here without a lock, while another thread may read it
  for (int key : piped | std::views::keys)
    any |= key == 3;
  any |= std::ranges::all_of(known, [](const auto &e) { return e.second; });
  t.join();
  any |= std::ranges::any_of(piped, [](const auto &e) { return e.second; });
  return any;
}
