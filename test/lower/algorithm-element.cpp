// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %maprace dump %s -- -std=c++20 | FileCheck %s

// An algorithm calls a function object of the user's on elements, whose type
// is not that of any argument.
#include <algorithm>
#include <map>
#include <vector>
struct Item {
  std::map<int, int> parts_;
};
struct Has {
  int key_;
  bool operator()(const Item &item) const { return item.parts_.count(key_); }
};
struct Less {
  bool operator()(const Item &a, int n) const { return a.parts_.count(n); }
};
struct S {
  std::vector<Item> items_;
  bool find(int n) {
    return std::find_if(items_.begin(), items_.end(), Has{n}) != items_.end();
  }
  void at(int n) { std::lower_bound(items_.begin(), items_.end(), n, Less()); }
};
// CHECK: function "S::at(int)"
// CHECK: call fn "Less::operator()({{.*}}) const" (&%tmp.1, &p0*.S::items_[?], {{.*}})
// CHECK: function "S::find(int)"
// CHECK: call fn "Has::operator()({{.*}}) const" (&%tmp.1, &p0*.S::items_[?])
