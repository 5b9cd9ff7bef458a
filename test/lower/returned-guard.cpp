// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %maprace dump %s -- -std=c++20 | FileCheck %s

// A guard that is returned goes to the caller before its variable ends.
#include <mutex>
struct S {
  std::mutex mu_;
  std::unique_lock<std::mutex> take() {
    std::unique_lock<std::mutex> lk(mu_);
    return lk;
  }
  void f() { auto held = take(); }
};
void use(S &s) { s.f(); }
// CHECK: call fn "S::take()" (value p0) -> %held.1
// CHECK-NEXT: destroy %held.1
// CHECK: guard %lk.1 (&p0*.S::mu_)
// CHECK: store %tmp.1 = move %lk.1
// CHECK-NEXT: return move %tmp.1
// CHECK-NEXT: destroy %lk.1
