// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %maprace dump %s -- -std=c++20 -fopenmp | FileCheck %s

// A parallel region is a function that many threads run, then all are done.
#include <map>
void f(std::map<int, int> &m) {
#pragma omp parallel for
  for (int i = 0; i < 8; ++i) {
#pragma omp critical(table)
    m[i] = 1;
  }
  m.size();
}
// CHECK: spawn fn "[[R:.*region:7:1\)]]" (&%region.1) -> %threads.1 many
// CHECK-NEXT: join %threads.1
// CHECK-NEXT: join %region.1.{{.*}}$tasks
// CHECK-NEXT: access read p0* "size"
// CHECK: function "[[R]]"
// CHECK: acquire @"(critical:table)"
// CHECK-NEXT: call fn "{{.*}}(region:9:1)" (&%region.1)
// CHECK-NEXT: release @"(critical:table)"
