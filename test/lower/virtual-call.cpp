// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %maprace dump %s -- -std=c++20 | FileCheck %s

// Virtual calls say so, unless the function is certain.
struct Base {
  virtual ~Base();
  virtual void run();
};
struct Last final : Base {
  void run() override;
};
void f(Base &b, Last &l) {
  b.run();
  b.Base::run();
  l.run();
}
// CHECK: class Last base Base overrides "Base::run()" by "Last::run()"
// CHECK: call fn "Base::run()" (value p0) virtual
// CHECK-NEXT: call fn "Base::run()" (value p0) at
// CHECK-NEXT: call fn "Last::run()" (value p1) at
