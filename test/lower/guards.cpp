// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %maprace dump %s -- -std=c++20 | FileCheck %s

// Guards end where C++ says, unnamed ones with their full-expression.
#include <map>
#include <mutex>
#include <shared_mutex>
struct S {
  std::shared_mutex mu_;
  std::map<int, int> m_;
  void f() {
    std::shared_lock<std::shared_mutex>{mu_};
    {
      std::unique_lock lk(mu_, std::defer_lock);
      lk.lock();
      m_.clear();
    }
    m_.size();
  }
};
void use(S &s) { s.f(); }
// CHECK: guard %tmp.1 (&p0*.S::mu_) shared
// CHECK-NEXT: destroy %tmp.1
// CHECK-NEXT: declare %lk.1
// CHECK-NEXT: guard %lk.1 (&p0*.S::mu_) defer
// CHECK-NEXT: guardlock %lk.1
// CHECK-NEXT: access write p0*.S::m_ "clear"
// CHECK-NEXT: destroy %lk.1
// CHECK-NEXT: access read p0*.S::m_ "size"
