// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %maprace dump %s -- -std=c++20 | FileCheck %s

// Internal linkage puts the file before a key, lambdas are counted.
#include <map>
namespace {
std::map<int, int> hidden;
void f() { hidden.clear(); }
} // namespace
static void g() {
  [] { f(); }();
  [] { [] { f(); }(); }();
}
int main() { g(); }
// CHECK: field "{{.*}}keys.cpp:(anonymous)::hidden" display "hidden" map
// CHECK-DAG: function "{{.*}}keys.cpp:(anonymous)::f()" display "f"
// CHECK-DAG: function "{{.*}}keys.cpp:g()::(lambda:1)" display "lambda in g"
// CHECK-DAG: function "{{.*}}keys.cpp:g()::(lambda:2)::(lambda:1)" display "lambda in g"
// A database may hold many programs, each with its own main.
// CHECK-DAG: function "{{.*}}keys.cpp:main()" display "main" {{.*}}entry
