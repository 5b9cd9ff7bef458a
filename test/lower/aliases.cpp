// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %maprace dump %s -- -std=c++20 | FileCheck %s

// References and pointers to a map are values; the map is what they lead to.
#include <map>
#include <memory>
using Names = std::map<int, int>;
struct S {
  std::unique_ptr<Names> owned_;
  void f(Names &given, Names *pointed) {
    Names &r = *owned_;
    r.size();
    given.size();
    pointed->size();
  }
};
void use(S &s, Names &n) { s.f(n, &n); }
// CHECK: store %r.1 = value p0*.S::owned_
// CHECK-NEXT: access read %r.1* "size"
// CHECK-NEXT: access read p1* "size"
// CHECK-NEXT: access read p2* "size"
// CHECK: call fn "S::f({{.*}})" (value p0, value p1, value p1)
