// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %maprace dump %s -- -std=c++20 | FileCheck %s

// Lookups read even on a map that is not const; operator[] writes.
#include <map>
std::map<int, int> m;
void f() {
  m.find(1);
  m.at(1);
  m[1];
  auto copy = m;
  m = std::move(copy);
  for (auto &[k, v] : m)
    v = k;
}
// CHECK: access read @m "find"
// CHECK-NEXT: access read @m "at"
// CHECK-NEXT: access write @m "operator[]"
// CHECK-NEXT: declare %copy.1
// CHECK-NEXT: access read @m "copy"
// CHECK-NEXT: access write @m "operator="
// CHECK-NEXT: access write %copy.1 "move"
// CHECK: access read @m "range-for"
// CHECK-NEXT: change {k.1} grows
// CHECK-NEXT: store %k.1 = &@m[{k.1}]
// CHECK-NEXT: access element-read %k.1* at
// CHECK-NEXT: access element-write %k.1* "="
