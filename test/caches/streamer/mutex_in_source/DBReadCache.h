// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Fix as in `mutex`, with the operations in a source file of their own.

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

  std::string Get(const std::string &folder, const std::string &name);
  void Set(const std::string &folder, const std::string &name,
           const std::string &value);
  std::vector<std::string> List(const std::string &folder);

private:
  Database &db_;
  std::mutex mutex_;
  std::unordered_map<std::string, std::string> dataCache_;
  std::map<std::string, std::vector<std::string>> listCache_;
};

} // namespace streamer

#endif
