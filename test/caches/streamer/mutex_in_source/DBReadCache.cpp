// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The cache's operations. No thread is in sight from here: only together with
// the server's file does the program show whether they may meet.

#include "DBReadCache.h"

namespace streamer {
namespace {

std::string keyOf(const std::string &folder, const std::string &name) {
  return folder + "/" + name;
}

} // namespace

std::string DBReadCache::Get(const std::string &folder,
                             const std::string &name) {
  std::lock_guard lock(mutex_);
  std::string key = keyOf(folder, name);
  auto cached = dataCache_.find(key);
  if (cached != dataCache_.end())
    return cached->second;
  std::string value = db_.get(folder, name);
  dataCache_.emplace(key, value);
  return value;
}

void DBReadCache::Set(const std::string &folder, const std::string &name,
                      const std::string &value) {
  std::lock_guard lock(mutex_);
  db_.set(folder, name, value);
  dataCache_[keyOf(folder, name)] = value;
  listCache_.erase(folder);
}

std::vector<std::string> DBReadCache::List(const std::string &folder) {
  std::lock_guard lock(mutex_);
  auto cached = listCache_.find(folder);
  if (cached != listCache_.end())
    return cached->second;
  std::vector<std::string> names = db_.list(folder);
  listCache_[folder] = names;
  return names;
}

} // namespace streamer
