// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A stand-in: the names and members that the tests use.
#pragma once

namespace junction {
template <class K, class V> class ConcurrentMap_Leapfrog {
public:
  V get(K key);
  V assign(K key, V value);
  V erase(K key);
};
} // namespace junction
