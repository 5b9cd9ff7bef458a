// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: not %maprace check %s -- -std=c++20 -fopenmp | FileCheck %s '--implicit-check-not={{warning|error}}:'

// What stands in a loop that a team shares is part of what the team does.
#include <unordered_map>

std::unordered_map<int, int> ok_alone, ok_critical, bad_alone, bad_names;

void ok(int n) {
#pragma omp parallel num_threads(3)
  {
#pragma omp for nowait
    for (int i = 0; i < n; ++i) {
#pragma omp critical(table)
      ok_alone[i] = 1;
    }
  }
}

void both(int n) {
#pragma omp parallel num_threads(3)
  {
#pragma omp single
    ok_critical[1] = 1;
#pragma omp for
    for (int i = 0; i < n; ++i) {
#pragma omp critical(table)
      ok_critical[i] = 1;
#pragma omp critical(table)
      // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad_names' is written
      bad_names[i] = 1;
#pragma omp critical(other)
      bad_names[i] = 2;
    }
  }
}

void bad(int n) {
#pragma omp parallel num_threads(3)
  {
#pragma omp for nowait
    for (int i = 0; i < n; ++i)
      // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad_alone' is written
      bad_alone[i] = 1;
  }
}

int main() {
  ok(9999);
  both(9999);
  bad(9999);
}
