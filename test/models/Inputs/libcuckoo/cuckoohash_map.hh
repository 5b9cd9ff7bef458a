// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A stand-in: the names and members that the tests use.
#pragma once

namespace libcuckoo {
template <class Key, class T> class cuckoohash_map {
public:
  bool find(const Key &key, T &value) const;
  bool insert(const Key &key, const T &value);
  bool erase(const Key &key);
  template <class F> bool update_fn(const Key &key, F fn);
};
} // namespace libcuckoo
