// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %maprace dump %s -- -std=c++20 | FileCheck %s

// Index text names what an index is made from; what cannot be named is `?`.
#include <map>
#include <vector>
int next();
struct S {
  std::vector<std::map<int, int>> shards_;
  void f(unsigned h) {
    shards_[h % 8].clear();
    shards_[0].clear();
    for (unsigned i = 0; i < 8; ++i)
      shards_[i].clear();
    shards_[next()].clear();
  }
};
void use(S &s) { s.f(1); }
// CHECK: access write p0*.S::shards_[{p1}%8] "clear"
// CHECK-NEXT: access write p0*.S::shards_[0] "clear"
// CHECK-NEXT: change {i.1} at
// CHECK: access write p0*.S::shards_[{i.1}] "clear"
// CHECK: change {i.1} grows
// CHECK: access write p0*.S::shards_[?] "clear"
