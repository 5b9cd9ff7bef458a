// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A stand-in: the names and members that the tests use.
#pragma once
#include <utility>
namespace tbb::detail::d1 {
template <class K, class V> class concurrent_map {
public:
  using value_type = std::pair<const K, V>;
  V &operator[](const K &);
  void insert(const value_type &);
  void emplace(const K &, const V &);
  value_type *find(const K &);
  unsigned long unsafe_erase(const K &);
  void swap(concurrent_map &);
  value_type *begin();
  value_type *end();
};
} // namespace tbb::detail::d1
namespace tbb {
using detail::d1::concurrent_map;
}
