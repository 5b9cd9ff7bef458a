// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A project's configuration, a file of JSON with comments: which findings are
// not to be reported. See docs/suppressions.md. Must not know: how findings are
// made.

#ifndef MAPRACE_CONFIG_CONFIG_H
#define MAPRACE_CONFIG_CONFIG_H

#include "checker/finding/Suppression.h"

#include <optional>
#include <string>
#include <vector>

namespace maprace::config {

/// The name of the file that is looked for.
inline constexpr const char *FileName = ".maprace.json";

struct Config {
  std::vector<finding::Suppression> Suppressions;
};

/// Adds what \p File, an absolute path, says to \p Into. \p Name: the file as
/// it is to be spoken of. Returns `NAME:LINE: what is wrong`, if anything is;
/// what is not understood is wrong.
std::optional<std::string> readFile(const std::string &File,
                                    const std::string &Name, Config &Into);

/// The configuration closest to the absolute \p Directory, there or above it;
/// empty if there is none.
std::string findAbove(const std::string &Directory);

} // namespace maprace::config

#endif
