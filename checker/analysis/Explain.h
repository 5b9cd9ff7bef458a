// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Answers what the analysis saw at one line of the source. Must not know: how
// the answer is worded.

#ifndef MAPRACE_ANALYSIS_EXPLAIN_H
#define MAPRACE_ANALYSIS_EXPLAIN_H

#include "checker/analysis/Analysis.h"
#include "checker/finding/Explanation.h"

namespace maprace::analysis {

/// Analyses \p P as analyse() does and tells what concerns \p Line of \p File,
/// a name of Program::Files. Guarantees what analyse() does.
finding::Explanation explain(ir::Program &P, const Options &Opts,
                             const std::string &File, unsigned Line);

} // namespace maprace::analysis

#endif
