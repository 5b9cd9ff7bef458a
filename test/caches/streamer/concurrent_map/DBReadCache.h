// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Fix: the caches are of a map type that locks inside; a miss is filled by a
// callable that runs under its lock.

#ifndef STREAMER_DBREADCACHE_H
#define STREAMER_DBREADCACHE_H

#include "ConcurrentMap.h"
#include "Database.h"

#include <string>
#include <vector>

namespace streamer {

/// Remembers what has been read from the database, and writes through to it.
class DBReadCache {
public:
  explicit DBReadCache(Database &db) : db_(db) {}

  std::string Get(const std::string &folder, const std::string &name) {
    return dataCache_.findOr(keyOf(folder, name),
                             [&] { return db_.get(folder, name); });
  }

  void Set(const std::string &folder, const std::string &name,
           const std::string &value) {
    db_.set(folder, name, value);
    dataCache_.assign(keyOf(folder, name), value);
    listCache_.erase(folder);
  }

  std::vector<std::string> List(const std::string &folder) {
    return listCache_.findOr(folder, [&] { return db_.list(folder); });
  }

private:
  static std::string keyOf(const std::string &folder, const std::string &name) {
    return folder + "/" + name;
  }

  Database &db_;
  ConcurrentMap<std::string, std::string> dataCache_;
  ConcurrentMap<std::string, std::vector<std::string>> listCache_;
};

} // namespace streamer

#endif
