// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %maprace dump %s -- -std=c++20 | grep '^function' | FileCheck %s '--implicit-check-not={{function "[^"]*run}}'

// What is in a closure begins with the closure's key, which tells of all that
// is around: however deep closures lie in each other, none is told twice.
#include <map>

std::map<int, int> table;

template <typename F> struct Exit {
  F f;
  ~Exit() { f(); }
};
template <typename F> Exit(F) -> Exit<F>;

template <typename F> void run(F f) {
  auto outer = [&] {
    auto inner = [&] { Exit end{[&] { f(); }}; };
    inner();
  };
  outer();
}

void clear() {
  run([] { table.clear(); });
}
// CHECK: function "{{[^[]*}}::~Exit(){{\[[^[]*}}::(lambda:1)::(lambda:1)::(lambda:2)]" display
// CHECK: function "{{[^[]*}}run<(lambda at {{[^[]*}}:25:7)>((lambda at {{[^[]*}}:25:7))" display
// CHECK: function "{{[^[]*}}:25:7))::(lambda:1)" display
// CHECK: function "{{[^[]*}}:25:7))::(lambda:1)::(lambda:1)" display
// CHECK: function "{{[^[]*}}:25:7))::(lambda:1)::(lambda:1)::(lambda:2)" display
