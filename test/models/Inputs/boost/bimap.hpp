// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A stand-in: the names and members that the tests use.
#pragma once
#include <utility>
namespace boost::bimaps {
namespace views {
template <class K, class V> class map_view {
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
} // namespace views
template <class A, class B> class bimap {
public:
  views::map_view<A, B> left;
  views::map_view<B, A> right;
  void insert(const std::pair<A, B> &);
};
} // namespace boost::bimaps
namespace boost {
using bimaps::bimap;
}
