// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Wrong: Get and Set are locked, and List, which came later, is not. The map of
// values is safe, the map of lists is not.

#ifndef STREAMER_DBREADCACHE_H
#define STREAMER_DBREADCACHE_H

#include "Database.h"

#include <map>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

namespace streamer {

/// Remembers what has been read from the database, and writes through to it.
class DBReadCache {
public:
  explicit DBReadCache(Database &db) : db_(db) {}

  std::string Get(const std::string &folder, const std::string &name) {
    std::lock_guard lock(mutex_);
    std::string key = keyOf(folder, name);
    auto cached = dataCache_.find(key);
    if (cached != dataCache_.end())
      return cached->second;
    std::string value = db_.get(folder, name);
    dataCache_.emplace(key, value);
    return value;
  }

  void Set(const std::string &folder, const std::string &name,
           const std::string &value) {
    std::lock_guard lock(mutex_);
    db_.set(folder, name, value);
    dataCache_[keyOf(folder, name)] = value;
    listCache_.erase(folder);
  }

  std::vector<std::string> List(const std::string &folder) {
    auto cached = listCache_.find(folder);
    if (cached != listCache_.end())
      return cached->second;
    std::vector<std::string> names = db_.list(folder);
    listCache_[folder] = names;
    return names;
  }

private:
  static std::string keyOf(const std::string &folder, const std::string &name) {
    return folder + "/" + name;
  }

  Database &db_;
  std::mutex mutex_;
  std::unordered_map<std::string, std::string> dataCache_;
  std::map<std::string, std::vector<std::string>> listCache_;
};

} // namespace streamer

#endif
