// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %maprace dump %s -- -std=c++20 | FileCheck %s

// In a class derived from a map the object is the map.
#include <map>
struct Index : std::map<int, int> {
  void forget(int k) { erase(k); }
};
void outside(Index &i) { i.clear(); }
// CHECK: function "Index::forget(int)"
// CHECK: access write p0* "erase"
// CHECK: function "outside(Index &)"
// CHECK: access write p0* "clear"
