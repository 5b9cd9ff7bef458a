// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A stand-in: the names and members that the tests use.
#pragma once
#include <utility>
namespace tbb::detail::d1 {
template <class K, class V> class concurrent_hash_map {
public:
  using value_type = std::pair<const K, V>;
  class accessor {
  public:
    ~accessor();
    value_type *operator->() const;
  };
  bool insert(accessor &, const K &);
  bool find(accessor &, const K &);
  bool erase(const K &);
  void clear();
  void rehash(unsigned long);
  value_type *begin();
  value_type *end();
};
} // namespace tbb::detail::d1
namespace tbb {
using detail::d1::concurrent_hash_map;
}
