// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A stand-in: the names and members that the tests use.
#pragma once
extern "C" {
typedef struct omp_lock_t omp_lock_t;
typedef struct omp_nest_lock_t omp_nest_lock_t;
struct omp_lock_t {
  void *lock;
};
struct omp_nest_lock_t {
  void *lock;
};
void omp_init_lock(omp_lock_t *);
void omp_set_lock(omp_lock_t *);
int omp_test_lock(omp_lock_t *);
void omp_unset_lock(omp_lock_t *);
void omp_set_nest_lock(omp_nest_lock_t *);
void omp_unset_nest_lock(omp_nest_lock_t *);
int omp_get_thread_num();
}
