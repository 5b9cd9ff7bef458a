// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Fix: a reader-writer lock. Hits share it and look with find(); a miss fills
// the cache, so it holds the lock exclusively, as Set does.

#ifndef STREAMER_DBREADCACHE_H
#define STREAMER_DBREADCACHE_H

#include "Database.h"

#include <map>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <unordered_map>
#include <vector>

namespace streamer {

/// Remembers what has been read from the database, and writes through to it.
class DBReadCache {
public:
  explicit DBReadCache(Database &db) : db_(db) {}

  std::string Get(const std::string &folder, const std::string &name) {
    std::string key = keyOf(folder, name);
    {
      std::shared_lock lock(mutex_);
      auto cached = dataCache_.find(key);
      if (cached != dataCache_.end())
        return cached->second;
    }
    std::unique_lock lock(mutex_);
    std::string value = db_.get(folder, name);
    dataCache_[key] = value;
    return value;
  }

  void Set(const std::string &folder, const std::string &name,
           const std::string &value) {
    std::unique_lock lock(mutex_);
    db_.set(folder, name, value);
    dataCache_[keyOf(folder, name)] = value;
    listCache_.erase(folder);
  }

  std::vector<std::string> List(const std::string &folder) {
    {
      std::shared_lock lock(mutex_);
      auto cached = listCache_.find(folder);
      if (cached != listCache_.end())
        return cached->second;
    }
    std::unique_lock lock(mutex_);
    std::vector<std::string> names = db_.list(folder);
    listCache_[folder] = names;
    return names;
  }

private:
  static std::string keyOf(const std::string &folder, const std::string &name) {
    return folder + "/" + name;
  }

  Database &db_;
  std::shared_mutex mutex_;
  std::unordered_map<std::string, std::string> dataCache_;
  std::map<std::string, std::vector<std::string>> listCache_;
};

} // namespace streamer

#endif
