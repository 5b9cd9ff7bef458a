// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Fix: copy on write, with the atomic operations on plain shared pointers, for
// standard libraries that have no atomic<shared_ptr>. Readers never wait;
// writers, one at a time, publish a changed copy. No published map changes.

#ifndef STREAMER_DBREADCACHE_H
#define STREAMER_DBREADCACHE_H

#include "Database.h"

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace streamer {

/// Remembers what has been read from the database, and writes through to it.
class DBReadCache {
public:
  explicit DBReadCache(Database &db) : db_(db) {}

  std::string Get(const std::string &folder, const std::string &name) {
    std::string key = keyOf(folder, name);
    {
      std::shared_ptr<const DataCache> seen = std::atomic_load(&dataCache_);
      auto cached = seen->find(key);
      if (cached != seen->end())
        return cached->second;
    }
    std::lock_guard lock(writers_);
    std::string value = db_.get(folder, name);
    auto next = std::make_shared<DataCache>(*std::atomic_load(&dataCache_));
    (*next)[key] = value;
    std::atomic_store(&dataCache_,
                      std::shared_ptr<const DataCache>(std::move(next)));
    return value;
  }

  void Set(const std::string &folder, const std::string &name,
           const std::string &value) {
    std::lock_guard lock(writers_);
    db_.set(folder, name, value);
    auto nextData = std::make_shared<DataCache>(*std::atomic_load(&dataCache_));
    (*nextData)[keyOf(folder, name)] = value;
    std::atomic_store(&dataCache_,
                      std::shared_ptr<const DataCache>(std::move(nextData)));
    auto nextList = std::make_shared<ListCache>(*std::atomic_load(&listCache_));
    nextList->erase(folder);
    std::atomic_store(&listCache_,
                      std::shared_ptr<const ListCache>(std::move(nextList)));
  }

  std::vector<std::string> List(const std::string &folder) {
    {
      std::shared_ptr<const ListCache> seen = std::atomic_load(&listCache_);
      auto cached = seen->find(folder);
      if (cached != seen->end())
        return cached->second;
    }
    std::lock_guard lock(writers_);
    std::vector<std::string> names = db_.list(folder);
    auto next = std::make_shared<ListCache>(*std::atomic_load(&listCache_));
    (*next)[folder] = names;
    std::atomic_store(&listCache_,
                      std::shared_ptr<const ListCache>(std::move(next)));
    return names;
  }

private:
  using DataCache = std::unordered_map<std::string, std::string>;
  using ListCache = std::map<std::string, std::vector<std::string>>;

  static std::string keyOf(const std::string &folder, const std::string &name) {
    return folder + "/" + name;
  }

  Database &db_;
  std::mutex writers_;
  std::shared_ptr<const DataCache> dataCache_ =
      std::make_shared<const DataCache>();
  std::shared_ptr<const ListCache> listCache_ =
      std::make_shared<const ListCache>();
};

} // namespace streamer

#endif
