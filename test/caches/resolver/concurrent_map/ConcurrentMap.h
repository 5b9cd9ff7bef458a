// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A map that many threads may use at once: it locks inside and gives out
// copies, never references.

#ifndef RESOLVER_CONCURRENTMAP_H
#define RESOLVER_CONCURRENTMAP_H

#include <functional>
#include <mutex>
#include <optional>
#include <unordered_map>

namespace proxy {

template <typename Key, typename Value, typename Hash = std::hash<Key>>
class ConcurrentMap {
public:
  std::optional<Value> find(const Key &key) const {
    std::lock_guard lock(mutex_);
    auto found = entries_.find(key);
    if (found == entries_.end())
      return std::nullopt;
    return found->second;
  }

  /// Keeps what is there if the key is known already.
  void insert(const Key &key, const Value &value) {
    std::lock_guard lock(mutex_);
    entries_.emplace(key, value);
  }

private:
  mutable std::mutex mutex_;
  std::unordered_map<Key, Value, Hash> entries_;
};

} // namespace proxy

#endif
