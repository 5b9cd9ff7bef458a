// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %maprace dump %s -- -std=c++20 | FileCheck %s

// An object on its way through void * stays the object.
#include <pthread.h>
struct S {
  void run();
  pthread_t id_;
  static void *enter(void *self) {
    static_cast<S *>(self)->run();
    return nullptr;
  }
  void start() {
    pthread_create(&id_, nullptr, &S::enter, this);
    pthread_join(id_, nullptr);
  }
};
void use(S &s) { s.start(); }
// CHECK: function "S::enter(void *)"
// CHECK: call fn "S::run()" (value p0)
// CHECK: spawn fn "S::enter(void *)" (value p0) -> p0*.S::id_
// CHECK-NEXT: join p0*.S::id_
