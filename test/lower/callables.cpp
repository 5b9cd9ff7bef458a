// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %maprace dump %s -- -std=c++20 | FileCheck %s

// What is called through: std::function, bind, function objects, pointers.
#include <functional>
struct S {
  void run();
};
struct Call {
  S *s;
  void operator()() const { s->run(); }
};
void f(S *s) {
  std::function<void()> fn = std::bind(&S::run, s);
  fn();
  Call c{s};
  c();
  void (S::*member)() = &S::run;
  (s->*member)();
  void (*plain)() = [] {};
  plain();
}
// CHECK: store %bind.1 = fn "S::run()"
// CHECK-NEXT: store %bind.1.$0 = value p0
// CHECK: store %fn.1 = move %bind.1
// CHECK-NEXT: call %fn.1
// CHECK: store %c.1.Call::s = value p0
// CHECK-NEXT: call fn "Call::operator()() const" (&%c.1)
// CHECK-NEXT: store %member.1 = fn "S::run()"
// CHECK-NEXT: call %member.1 (value p0)
// CHECK: store %plain.1 = fn "f(S *)::(lambda:1)::(invoker)"
// CHECK-NEXT: call %plain.1
