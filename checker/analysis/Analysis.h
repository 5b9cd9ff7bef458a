// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The analysis: from a linked program to findings. Bottom-up summaries over
// the call graph, a fork rule for what may happen in parallel, must-locksets.
// Must not know: Clang, the names of any library, how a finding is worded.

#ifndef MAPRACE_ANALYSIS_ANALYSIS_H
#define MAPRACE_ANALYSIS_ANALYSIS_H

#include "checker/finding/Finding.h"
#include "checker/ir/Program.h"

#include <string>
#include <vector>

namespace maprace::analysis {

struct Options {
  /// Evidence tiers to report.
  bool TierA = true, TierB = true, TierC = true;
  /// Tier C: at so many places at least must the map be touched, and at so
  /// many percent of them under the guard.
  unsigned MinAccesses = 2, MinPercent = 50;
};

struct Result {
  /// Ordered and free of duplicates.
  std::vector<finding::Finding> Findings;
  /// One sentence for each function whose analysis hit a cap, ordered.
  std::vector<std::string> Capped;
};

/// Guarantees: terminates; the result depends only on the program's content.
Result analyse(ir::Program &Program, const Options &Opts);

} // namespace maprace::analysis

#endif
