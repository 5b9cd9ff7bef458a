// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Wrong: the mutex is a local variable. Each call locks one of its own, which
// nobody else can ever hold.

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
    std::mutex mutex;
    std::lock_guard lock(mutex);
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
    std::mutex mutex;
    std::lock_guard lock(mutex);
    db_.set(folder, name, value);
    dataCache_[keyOf(folder, name)] = value;
    listCache_.erase(folder);
  }

  std::vector<std::string> List(const std::string &folder) {
    std::mutex mutex;
    std::lock_guard lock(mutex);
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
  std::unordered_map<std::string, std::string> dataCache_;
  std::map<std::string, std::vector<std::string>> listCache_;
};

} // namespace streamer

#endif
