// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The database on disk, a tree of folders of named values. It locks itself and
// may be used by any number of threads, but each use of it waits for the disk.

#ifndef STREAMER_DATABASE_H
#define STREAMER_DATABASE_H

#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace streamer {

class Database {
public:
  /// The value, or nothing if there is none.
  std::string get(const std::string &folder, const std::string &name) const;
  void set(const std::string &folder, const std::string &name,
           const std::string &value);
  /// The names of a folder, in order.
  std::vector<std::string> list(const std::string &folder) const;

private:
  mutable std::mutex mutex_;
  std::map<std::string, std::map<std::string, std::string>> folders_;
};

} // namespace streamer

#endif
