// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %maprace dump %s -- -std=c++20 | FileCheck %s

// Captures are fields of the closure; a lambda is a function of its own.
#include <map>
void f(std::map<int, int> &m) {
  std::map<int, int> own;
  int n = 3;
  auto l = [&m, &own, copy = own, n] {
    m[n];
    own.clear();
    return copy.size();
  };
  l();
}
// CHECK-LABEL: display "f"
// CHECK: declare %l.1 type "[[L:.*::\(lambda:1\)]]"
// CHECK-NEXT: store %l.1 = fn "[[L]]"
// CHECK: access read %own.1 "copy"
// CHECK: store %l.1."[[L]]::m" = value p0
// CHECK-NEXT: store %l.1."[[L]]::own" = &%own.1
// CHECK-NEXT: store %l.1."[[L]]::n" = const {n.1}
// CHECK-NEXT: call fn "[[L]]" (&%l.1)
// CHECK-LABEL: display "lambda in f"
// CHECK: access write p0*."[[L]]::m"* "operator[]"
// CHECK-NEXT: access write p0*."[[L]]::own"* "clear"
// CHECK-NEXT: access read p0*."[[L]]::copy" "size"
