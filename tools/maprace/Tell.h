// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What `maprace check` tells beside findings: progress, and in words what was
// not analysed. Must not know: findings.

#ifndef MAPRACE_TOOLS_TELL_H
#define MAPRACE_TOOLS_TELL_H

#include "checker/build/Ninja.h"

#include <map>
#include <string>
#include <vector>

namespace maprace::tools {

/// Shows progress on one line of a terminal; nothing if \p Quiet or if stderr
/// is no terminal.
build::Progress progress(bool Quiet);

/// Each dropped flag with the number of units that had it.
std::vector<std::string>
describeFlags(const std::map<std::string, unsigned> &Dropped);

/// A sentence on the functions left out; none if there are none.
std::vector<std::string> describeSkipped(const std::vector<std::string> &Names);

} // namespace maprace::tools

#endif
