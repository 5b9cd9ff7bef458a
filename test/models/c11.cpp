// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'

#include <map>
#include <threads.h>

std::map<int, int> ok_locked, ok_joined, ok_try, bad_plain, bad_try;
mtx_t mutex;

static void work(int key) {
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad_plain' is written
  bad_plain[key] = 1;
  mtx_lock(&mutex);
  ok_locked[key] = 1;
  mtx_unlock(&mutex);
  if (mtx_trylock(&mutex) == thrd_success) {
    ok_try[key] = 1;
    mtx_unlock(&mutex);
  } else {
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad_try' is written
    bad_try[key] = 1;
  }
}

static int start(void *) {
  work(1);
  ok_joined[1] = 1;
  return 0;
}

int main() {
  mtx_init(&mutex, mtx_plain);
  thrd_t thread;
  thrd_create(&thread, start, nullptr);
  work(2);
  thrd_join(thread, nullptr);
  ok_joined[2] = 1;
}
