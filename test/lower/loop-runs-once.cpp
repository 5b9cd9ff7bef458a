// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %maprace dump %s -- -std=c++20 | FileCheck %s

// A loop's way in goes to a copy of its condition that leads to the body.
#include <map>
void f(std::map<int, int> &m) {
  while (!m.empty())
    m.clear();
}
// CHECK: bb0 -> [[ENTRY:bb[0-9]+]]
// CHECK: bb1 -> bb2 bb4
// CHECK-NEXT: access read p0* "empty"
// CHECK: bb2 -> bb3
// CHECK-NEXT: access write p0* "clear"
// CHECK: bb3 -> bb1
// CHECK: [[ENTRY]] -> bb2
// CHECK-NEXT: access read p0* "empty"
