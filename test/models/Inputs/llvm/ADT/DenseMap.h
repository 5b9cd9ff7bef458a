// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A stand-in: the names and members that the tests use.
#pragma once
#include <utility>
namespace llvm {
template <class D, class K, class V> class DenseMapBase {
public:
  V &operator[](const K &);
  V lookup(const K &) const;
  std::pair<int *, bool> try_emplace(const K &, const V &);
  bool erase(const K &);
  unsigned count(const K &) const;
};
template <class K, class V>
class DenseMap : public DenseMapBase<DenseMap<K, V>, K, V> {};
} // namespace llvm
