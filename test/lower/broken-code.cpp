// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Code that does not compile is left out, function by function.
// RUN: not %maprace dump %s -- -std=c++20 2>&1 | FileCheck %s
#include <map>
std::map<int, int> m;
void broken() { m.nothing(); }
void whole() { m.clear(); }
// CHECK: broken-code.cpp cannot be analysed: {{.*}}broken-code.cpp:6:19: no member named 'nothing'
// CHECK-NOT: function "broken()"
