// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From a command line to a linked program and to what the analysis is to do.
// Each function returns one sentence if the user's input does not do.

#ifndef MAPRACE_TOOLS_INPUTS_H
#define MAPRACE_TOOLS_INPUTS_H

#include "checker/analysis/Analysis.h"
#include "tools/maprace/Options.h"
#include "tools/maprace/WholeProgram.h"

#include <map>
#include <optional>
#include <string>

namespace maprace::tools {

/// What is known when the program has been linked.
struct Outcome {
  WholeProgram Whole;
  unsigned Asked = 0; ///< units that should have been analysed
  std::map<std::string, unsigned> DroppedFlags;
};

/// Reads the models, lowers the sources (or reads the IR) and links.
std::optional<std::string> readProgram(const Options &O, Outcome &Into);

/// What evidence is enough.
std::optional<std::string> readLimits(const Options &O,
                                      analysis::Options &Into);

} // namespace maprace::tools

#endif
