// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Fix: the cache is cut into shards by a hash of the folder, each with a mutex
// of its own. A reference to the shard is taken once, and locked before any
// use.

#ifndef STREAMER_DBREADCACHE_H
#define STREAMER_DBREADCACHE_H

#include "Database.h"

#include <array>
#include <functional>
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
    Shard &shard = shardOf(folder);
    std::lock_guard lock(shard.mutex);
    std::string key = keyOf(folder, name);
    auto cached = shard.dataCache.find(key);
    if (cached != shard.dataCache.end())
      return cached->second;
    std::string value = db_.get(folder, name);
    shard.dataCache.emplace(key, value);
    return value;
  }

  void Set(const std::string &folder, const std::string &name,
           const std::string &value) {
    Shard &shard = shardOf(folder);
    std::lock_guard lock(shard.mutex);
    db_.set(folder, name, value);
    shard.dataCache[keyOf(folder, name)] = value;
    shard.listCache.erase(folder);
  }

  std::vector<std::string> List(const std::string &folder) {
    Shard &shard = shardOf(folder);
    std::lock_guard lock(shard.mutex);
    auto cached = shard.listCache.find(folder);
    if (cached != shard.listCache.end())
      return cached->second;
    std::vector<std::string> names = db_.list(folder);
    shard.listCache[folder] = names;
    return names;
  }

private:
  struct Shard {
    std::mutex mutex;
    std::unordered_map<std::string, std::string> dataCache;
    std::map<std::string, std::vector<std::string>> listCache;
  };

  Shard &shardOf(const std::string &folder) {
    return shards_[std::hash<std::string>()(folder) % shards_.size()];
  }

  static std::string keyOf(const std::string &folder, const std::string &name) {
    return folder + "/" + name;
  }

  Database &db_;
  std::array<Shard, 8> shards_;
};

} // namespace streamer

#endif
