// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %maprace dump %s -- -std=c++20 | FileCheck %s

// Threads and the handles that join them.
#include <thread>
#include <vector>
struct S {
  void run(int);
  std::thread t_;
  std::vector<std::thread> all_;
  void start() {
    t_ = std::thread(&S::run, this, 3);
    all_.emplace_back([this] { run(1); });
    for (auto &t : all_)
      t.join();
    t_.join();
    std::jthread(&S::run, this, 4);
  }
};
void use(S &s) { s.start(); }
// CHECK: spawn fn "S::run(int)" (value p0, const 3) -> %tmp.1
// CHECK-NEXT: store p0*.S::t_ = move %tmp.1
// CHECK-NEXT: destroy %tmp.1
// CHECK: spawn fn "S::start()::(lambda:1)" (&%arg.1) -> p0*.S::all_[{last.1}]
// CHECK: store %t.1 = &p0*.S::all_[{t.1}]
// CHECK-NEXT: join %t.1*
// CHECK: join p0*.S::t_
// CHECK: spawn fn "S::run(int)" (value p0, const 4) -> %tmp.2 joins
// CHECK-NEXT: destroy %tmp.2
