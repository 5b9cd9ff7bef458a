// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The directory that keeps results between runs. Must not know: what the
// results are.

#ifndef MAPRACE_BUILD_CACHE_H
#define MAPRACE_BUILD_CACHE_H

#include <optional>
#include <string>
#include <vector>

namespace maprace::build {

/// Where results are kept if the user does not say: `.maprace` beside the
/// compilation database \p DatabaseFile; without one (empty) a directory of
/// the user's cache that is named by \p Inputs. Empty if there is no home.
std::string defaultCacheDir(const std::string &DatabaseFile,
                            const std::vector<std::string> &Inputs);

/// A cache directory that this process alone uses while the object lives.
class Cache {
public:
  /// Makes \p Directory if need be and waits until no other process uses it.
  /// Returns one sentence on failure.
  std::optional<std::string> open(const std::string &Directory);
  /// \p Name in the directory.
  std::string file(const std::string &Name) const;
  const std::string &directory() const { return Directory; }

  Cache() = default;
  Cache(const Cache &) = delete;
  Cache &operator=(const Cache &) = delete;
  ~Cache();

private:
  std::string Directory;
  int Lock = -1;
};

} // namespace maprace::build

#endif
