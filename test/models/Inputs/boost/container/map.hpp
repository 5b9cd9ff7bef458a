// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A stand-in: the names and members that the tests use.
#pragma once
#include <utility>
namespace boost::container {
template <class K, class V> class map {
public:
  using value_type = std::pair<const K, V>;
  V &operator[](const K &);
  void insert(const value_type &);
  void emplace(const K &, const V &);
  void insert_or_assign(const K &, const V &);
  unsigned long erase(const K &);
  bool contains(const K &) const;
  value_type *find(const K &);
  value_type *end();
};
template <class K, class V> class flat_map {
public:
  using value_type = std::pair<const K, V>;
  V &operator[](const K &);
  void insert(const value_type &);
  void emplace(const K &, const V &);
  void insert_or_assign(const K &, const V &);
  unsigned long erase(const K &);
  bool contains(const K &) const;
  value_type *find(const K &);
  value_type *end();
  friend void swap(flat_map &, flat_map &);
};
} // namespace boost::container
