// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %maprace dump %s -- -std=c++20 | FileCheck %s

// Instances are lowered, each under its own key; people see one name.
#include <map>
template <class K> class Cache {
public:
  void put(const K &k) { m_[k]; }

private:
  std::map<K, int> m_;
};
void f(Cache<int> &a, Cache<long> &b) {
  a.put(1);
  b.put(2);
}
// CHECK: field Cache::m_ map
// CHECK: function "Cache<int>::put(const int &)" display "Cache::put" class "Cache<int>"
// CHECK: access write p0*.Cache::m_ "operator[]"
// CHECK: function "Cache<long>::put(const long &)" display "Cache::put"
