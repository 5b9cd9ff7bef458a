// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A stand-in: the names and members that the tests use.
#pragma once
#include <utility>
namespace absl {
template <class K, class V> class flat_hash_map {
public:
  using value_type = std::pair<const K, V>;
  V &operator[](const K &);
  value_type *begin();
  value_type *end();
  void insert(const value_type &);
  void emplace(const K &, const V &);
  unsigned long erase(const K &);
  unsigned long count(const K &) const;
  bool contains(const K &) const;
};
} // namespace absl
