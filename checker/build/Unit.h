// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A translation unit to be analysed: a source and the command line to parse it
// with. Plain data. Must not know: where it came from, what is done with it.

#ifndef MAPRACE_BUILD_UNIT_H
#define MAPRACE_BUILD_UNIT_H

#include <map>
#include <string>
#include <tuple>
#include <vector>

namespace maprace::build {

struct Unit {
  /// The source's absolute path.
  std::string Source;
  /// The source as people are told of it: relative to the root if below it.
  std::string Name;
  /// The absolute directory that relative paths in Arguments start from.
  std::string Directory;
  /// A whole command line for clang: driver, flags, source.
  std::vector<std::string> Arguments;

  /// The order in which units are linked and reported.
  bool operator<(const Unit &O) const {
    return std::tie(Name, Arguments, Directory, Source) <
           std::tie(O.Name, O.Arguments, O.Directory, O.Source);
  }
  bool operator==(const Unit &) const = default;
};

/// What the user wants analysed.
struct Units {
  std::vector<Unit> All; ///< ordered, no two equal
  /// Flags left out because clang cannot take them, and in how many units.
  std::map<std::string, unsigned> DroppedFlags;
};

} // namespace maprace::build

#endif
