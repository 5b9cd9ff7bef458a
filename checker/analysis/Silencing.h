// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Applies suppressions, those of the program's sources and those of the user's
// configuration, to findings. Must not know: how findings are made.

#ifndef MAPRACE_ANALYSIS_SILENCING_H
#define MAPRACE_ANALYSIS_SILENCING_H

#include "checker/analysis/Analysis.h"

namespace maprace::analysis {

/// Every suppression that holds for \p P.
std::vector<finding::Suppression> suppressions(const ir::Program &P,
                                               const Options &Opts);

/// Marks what \p All silence in \p Findings. Returns the suppressions that
/// silence nothing and were meant for our checks, ordered.
std::vector<finding::Silence>
silence(const std::vector<finding::Suppression> &All, const std::string &Root,
        std::vector<finding::Finding> &Findings);

} // namespace maprace::analysis

#endif
