// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %maprace dump %s -- -std=c++20 | FileCheck %s

// A branch on a try names the place of its answer.
#include <mutex>
#include <pthread.h>
std::mutex mu;
pthread_mutex_t posix;
void f() {
  if (!mu.try_lock())
    return;
  mu.unlock();
  int failed = pthread_mutex_trylock(&posix);
  if (failed != 0)
    return;
  pthread_mutex_unlock(&posix);
}
// CHECK: bb1 -> bb2 bb3 if !%ok.1
// CHECK-NEXT: tryacquire @mu -> %ok.1
// CHECK: release @mu
// CHECK-NEXT: tryacquire @posix -> %ok.2
// CHECK: release @posix
