// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %maprace dump %s -- -std=c++20 | FileCheck %s

// A future waits for its task; one that nobody keeps waits at once.
#include <future>
void work();
void f() {
  auto kept = std::async(std::launch::async, work);
  (void)std::async(work);
  kept.get();
  std::async(std::launch::deferred, work);
  std::packaged_task<void()> task(work);
  auto done = task.get_future();
  std::thread t(std::move(task));
  done.wait();
  t.detach();
}
// CHECK: spawn fn "work()" -> %kept.1 joins
// CHECK: spawn fn "work()" -> %tmp.1 joins
// CHECK-NEXT: destroy %tmp.1
// CHECK: join %kept.1
// CHECK: call fn "work()"
// CHECK: spawn %arg.1 -> %t.1
// CHECK-NEXT: store %arg.1.$state* = value %t.1
// CHECK-NEXT: join %done.1
// CHECK-NEXT: store %t.1 = ?
