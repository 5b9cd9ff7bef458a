// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %maprace dump %s -- -std=c++20 | FileCheck %s

// Initialisation that happens once is done under a lock that readers share.
#include <map>
#include <mutex>
std::map<int, int> make();
std::once_flag flag;
int f() {
  static std::map<int, int> table = make();
  std::call_once(flag, [] { table.clear(); });
  return table.size();
}
// CHECK: acquire @"f()::table".$once once
// CHECK: call fn "make()" -> @"f()::table"
// CHECK-NEXT: release @"f()::table".$once
// CHECK-NEXT: acquire @"f()::table".$once shared once
// CHECK: acquire @flag once
// CHECK-NEXT: call fn "f()::(lambda:1)"
// CHECK-NEXT: release @flag
// CHECK-NEXT: acquire @flag shared once
// CHECK-NEXT: access read @"f()::table" "size"
