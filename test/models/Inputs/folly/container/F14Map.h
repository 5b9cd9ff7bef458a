// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A stand-in: the names and members that the tests use.
#pragma once
#include <utility>
namespace folly {
namespace f14::detail {
template <class K, class V> class F14BasicMap {
public:
  V &operator[](const K &);
  std::pair<int *, bool> emplace(const K &, const V &);
  unsigned long erase(const K &);
  unsigned long count(const K &) const;
  bool contains(const K &) const;
  void clear();
};
} // namespace f14::detail
template <class K, class V>
class F14FastMap : public f14::detail::F14BasicMap<K, V> {};
template <class K, class V>
class F14NodeMap : public f14::detail::F14BasicMap<K, V> {};
} // namespace folly
