// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From units to one linked program: plan, ninja, link.

#ifndef MAPRACE_TOOLS_WHOLEPROGRAM_H
#define MAPRACE_TOOLS_WHOLEPROGRAM_H

#include "checker/build/Cache.h"
#include "checker/build/Ninja.h"
#include "checker/build/Plan.h"
#include "checker/ir/Program.h"

#include <optional>
#include <string>
#include <vector>

namespace maprace::tools {

struct WholeProgram {
  ir::Program Program;
  std::vector<build::Failure> Failed; ///< units left out, ordered by name
  std::vector<std::string> Skipped;   ///< functions left out, ordered
};

/// Runs the steps in \p Where and links what they made. A unit that fails is
/// left out and named. Returns one sentence if that is not possible at all.
std::optional<std::string>
makeWholeProgram(const std::vector<build::Unit> &Units,
                 const build::StepTool &Tool, const build::Cache &Where,
                 unsigned Jobs, const build::Progress &Tell,
                 WholeProgram &Into);

} // namespace maprace::tools

#endif
