// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Turns a build's command line, perhaps made for GCC, into one that clang can
// parse the source with. Must not know: compilation databases, the cache.

#ifndef MAPRACE_BUILD_FLAGS_H
#define MAPRACE_BUILD_FLAGS_H

#include <string>
#include <vector>

namespace maprace::build {

/// What becomes of one command line.
struct Adapted {
  /// Driver, flags, source; only syntax is checked, no warning is given.
  std::vector<std::string> Arguments;
  /// Flags left out because clang cannot take them, as the user wrote them.
  std::vector<std::string> Dropped;
  /// False for C, assembly, CUDA and headers that are only precompiled.
  bool IsCxx = false;
};

/// Where clang's own files are: builtin headers, and the driver beside them.
struct Toolchain {
  std::string ResourceDir;
  /// A driver whose own directory leads to the headers of libc++.
  std::string Driver;
};

/// Adapts \p Command (driver first, as a build ran it) to parse \p Source.
/// Every other input of the command is left out. \p Extra flags follow the
/// command's own.
Adapted adapt(const std::vector<std::string> &Command,
              const std::string &Source, const Toolchain &Clang,
              const std::vector<std::string> &Extra);

} // namespace maprace::build

#endif
