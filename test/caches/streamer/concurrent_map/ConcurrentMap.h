// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A map that many threads may use at once: it locks inside and gives out
// copies, never references.

#ifndef STREAMER_CONCURRENTMAP_H
#define STREAMER_CONCURRENTMAP_H

#include <mutex>
#include <unordered_map>

namespace streamer {

template <typename Key, typename Value> class ConcurrentMap {
public:
  /// The value of `key`; if it is not known, what `load()` returns, which is
  /// then kept. Nobody can change the map while it loads.
  template <typename Load> Value findOr(const Key &key, Load load) {
    std::lock_guard lock(mutex_);
    auto found = entries_.find(key);
    if (found == entries_.end())
      found = entries_.emplace(key, load()).first;
    return found->second;
  }

  void assign(const Key &key, const Value &value) {
    std::lock_guard lock(mutex_);
    entries_.insert_or_assign(key, value);
  }

  void erase(const Key &key) {
    std::lock_guard lock(mutex_);
    entries_.erase(key);
  }

private:
  std::mutex mutex_;
  std::unordered_map<Key, Value> entries_;
};

} // namespace streamer

#endif
