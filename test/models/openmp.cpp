// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: not %maprace check %s -- -std=c++20 -fopenmp -isystem %S/Inputs | FileCheck %s '--implicit-check-not={{warning|error}}:'

#include <map>
#include <omp.h>

std::map<int, int> bad_for, bad_parallel, bad_task, bad_section, bad_names;
std::map<int, int> bad_outside, bad_teams, bad_nested, bad_set, bad_loop, bad_simd;
std::map<int, int> ok_critical, ok_named, ok_single, ok_master, ok_lock, ok_test;
std::map<int, int> ok_joined, ok_section, ok_task, ok_depend, ok_nest, ok_ordered;
std::map<int, int> bad_test, bad_unordered, bad_nowait, ok_barrier, ok_masked, ok_taskwait;

void loops(int n) {
#pragma omp parallel for
  for (int i = 0; i < n; ++i) {
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad_for' is written
    bad_for[i] = 1;
#pragma omp critical
    ok_critical[i] = 1;
#pragma omp critical(table)
    {
      ok_named[i] = 1;
      // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad_names' is written
      bad_names[i] = 1;
    }
#pragma omp critical(other)
    bad_names[i] = 2;
  }
  ok_joined[1] = 1;
  ok_critical[1] = 1;
#pragma omp parallel for ordered
  for (int i = 0; i < n; ++i) {
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad_unordered' is written
    bad_unordered[i] = 1;
#pragma omp ordered
    ok_ordered[i] = 1;
  }
}

void parallel(int n) {
  std::map<int, int> ok_local;
#pragma omp parallel
  {
    std::map<int, int> ok_own;
    ok_own[1] = 1;
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad_parallel' is written
    bad_parallel[omp_get_thread_num()] = 1;
#pragma omp for
    for (int i = 0; i < n; ++i)
      // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad_loop' is written
      bad_loop[i] = 1;
#pragma omp master
    ok_master[1] = 1;
#pragma omp single
    ok_single[1] = 1;
#pragma omp masked
    ok_masked[1] = 1;
  }
  ok_local[1] = 1;
}

void sections() {
#pragma omp parallel sections
  {
#pragma omp section
    {
      // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad_section' is written
      bad_section[1] = 1;
      ok_section[1] = 1;
    }
#pragma omp section
    bad_section[2] = 1;
  }
  ok_section[2] = 1;
}

void tasks(int n) {
#pragma omp parallel
#pragma omp single
  {
    for (int i = 0; i < n; ++i) {
#pragma omp task
      {
        // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad_task' is written
        bad_task[i] = 1;
#pragma omp critical
        ok_task[i] = 1;
        ok_taskwait.size();
      }
    }
#pragma omp taskwait
    ok_taskwait[1] = 1;
  }
  ok_task[1] = 1;
}

omp_lock_t lock;
omp_nest_lock_t nest;

void locks(int n) {
  omp_init_lock(&lock);
#pragma omp parallel for
  for (int i = 0; i < n; ++i) {
    omp_set_lock(&lock);
    ok_lock[i] = 1;
    omp_unset_lock(&lock);
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad_set' is written
    bad_set[i] = 1;
    if (omp_test_lock(&lock)) {
      ok_test[i] = 1;
      omp_unset_lock(&lock);
    } else {
      // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad_test' is written
      bad_test[i] = 1;
    }
    omp_set_nest_lock(&nest);
    ok_nest[i] = 1;
    omp_unset_nest_lock(&nest);
  }
}

struct Table {
  std::map<int, int> bad_member, ok_member;
  void fill(int n) {
#pragma omp parallel for
    for (int i = 0; i < n; ++i) {
      put(i);
#pragma omp critical(member)
      ok_member[i] = 1;
    }
  }
  void put(int key) {
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Table::bad_member' is written
    bad_member[key] = 1;
  }
};

int main() {
  loops(8);
  parallel(8);
  sections();
  tasks(8);
  locks(8);
  Table table;
  table.fill(8);
}
