// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %maprace dump %s -- -std=c++20 | FileCheck %s

// Members are made in order, an implicit destructor joins what they hold.
#include <map>
#include <memory>
#include <thread>
struct S {
  S(int n) : m_(std::make_unique<std::map<int, int>>()), t_([this] { m_->clear(); }) { m_->insert({n, n}); }
  S() : S(3) {}
  std::unique_ptr<std::map<int, int>> m_;
  std::jthread t_;
};
void use() { S s; }
// CHECK: function "S::S()"
// CHECK: call fn "S::S(int)" (value p0, const 3)
// CHECK: function "S::S(int)"
// CHECK: allocate p0*.S::m_ "S::S(int)#1"
// CHECK: spawn fn "S::S(int)::(lambda:1)" (&%arg.1) -> p0*.S::t_ joins
// CHECK-NEXT: access write p0*.S::m_* "insert"
// CHECK: function "S::~S()"
// CHECK: destroy p0*.S::t_
// CHECK: function "use()"
// CHECK: declare %s.1 type S
// CHECK-NEXT: call fn "S::S()" (&%s.1)
// CHECK-NEXT: call fn "S::~S()" (&%s.1)
// CHECK-NEXT: destroy %s.1
