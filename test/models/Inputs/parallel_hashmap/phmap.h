// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A stand-in: the names and members that the tests use.
#pragma once
#include <utility>
namespace phmap {
template <class K, class V> class flat_hash_map {
public:
  V &operator[](const K &);
  std::pair<int *, bool> emplace(const K &, const V &);
  unsigned long erase(const K &);
  unsigned long count(const K &) const;
  bool contains(const K &) const;
  void clear();
};
} // namespace phmap
