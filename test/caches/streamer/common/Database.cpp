// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Stands in for a file on disk: everything is in memory, and slow.

#include "Database.h"

#include <chrono>
#include <thread>

namespace streamer {
namespace {

void waitForDisk() {
  std::this_thread::sleep_for(std::chrono::microseconds(50));
}

} // namespace

std::string Database::get(const std::string &folder,
                          const std::string &name) const {
  waitForDisk();
  std::lock_guard lock(mutex_);
  auto names = folders_.find(folder);
  if (names == folders_.end())
    return {};
  auto value = names->second.find(name);
  return value == names->second.end() ? std::string() : value->second;
}

void Database::set(const std::string &folder, const std::string &name,
                   const std::string &value) {
  waitForDisk();
  std::lock_guard lock(mutex_);
  folders_[folder][name] = value;
}

std::vector<std::string> Database::list(const std::string &folder) const {
  waitForDisk();
  std::lock_guard lock(mutex_);
  std::vector<std::string> names;
  auto found = folders_.find(folder);
  if (found != folders_.end())
    for (const auto &[name, value] : found->second)
      names.push_back(name);
  return names;
}

} // namespace streamer
