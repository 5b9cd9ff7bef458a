// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %maprace dump %s -- -std=c++20 | FileCheck %s

// A member's place is a field of what `this` points to, also when inherited.
#include <map>
struct Base {
  std::map<int, int> table_;
};
struct Derived : Base {
  void put(int k) { table_[k] = 1; }
};
void use(Derived &d) { d.put(1); }
// CHECK: field Base::table_ map
// CHECK: function "Derived::put(int)"
// CHECK: access write p0*.Base::table_ "operator[]"
// CHECK-NEXT: access element-write p0*.Base::table_[{p1}] "="
// CHECK: function "use(Derived &)"
// CHECK: call fn "Derived::put(int)" (value p0, const 1)
