// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the user does not want to hear of: the configuration and the baseline.
// Each function returns one sentence if the user's input does not do.

#ifndef MAPRACE_TOOLS_SILENCE_H
#define MAPRACE_TOOLS_SILENCE_H

#include "checker/analysis/Analysis.h"
#include "tools/maprace/Options.h"

#include <optional>
#include <string>

namespace maprace::tools {

/// Reads the configuration that is named, or the closest one at the root or
/// above it.
std::optional<std::string> loadConfig(const Options &O,
                                      analysis::Options &Into);

/// Moves the findings that the baseline knows to those that are suppressed.
std::optional<std::string> applyBaseline(const Options &O,
                                         analysis::Result &To);

/// Writes the fingerprints of all findings, if a file is named for them.
std::optional<std::string> writeBaseline(const Options &O,
                                         const analysis::Result &Of);

} // namespace maprace::tools

#endif
