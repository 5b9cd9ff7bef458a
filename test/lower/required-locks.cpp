// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %maprace dump %s -- -std=c++20 | FileCheck %s

// A lock that an attribute requires is held on entry.
#include <map>
struct __attribute__((capability("mutex"))) Mutex {
  void lock();
};
struct S {
  Mutex mu_;
  std::map<int, int> m_ __attribute__((guarded_by(mu_)));
  void put() __attribute__((requires_capability(mu_))) { m_.clear(); }
};
void use(S &s) { s.put(); }
// CHECK: function "S::put()" {{.*}}requires p0*.S::mu_
