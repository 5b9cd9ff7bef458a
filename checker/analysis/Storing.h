// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What comes with a value that is stored. Must not know: tasks.

#ifndef MAPRACE_ANALYSIS_STORING_H
#define MAPRACE_ANALYSIS_STORING_H

#include "checker/analysis/State.h"
#include "checker/analysis/Translate.h"

#include <utility>
#include <vector>

namespace maprace::analysis {

/// Places that a value may be copied from, with what their parts hold.
using Sources =
    std::vector<std::pair<Path, std::vector<std::pair<Path, Value>>>>;

/// The caller's places that the callee's value \p V, called with \p Args, may
/// be a copy of.
Sources sourcesOf(const ir::Program &P, const State &S, const Translator &T,
                  const std::vector<ir::Operand> &Args, const Value &V);

/// What \p Place may hold beside \p New that is put there. Of the parts of a
/// new element, or of a new object, nothing else is known.
Value heldBefore(const ir::Program &P, State &S, Path Place, const Value &New);

} // namespace maprace::analysis

#endif
