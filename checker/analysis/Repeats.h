// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tasks that a function gives again and again. Must not know: what they do.

#ifndef MAPRACE_ANALYSIS_REPEATS_H
#define MAPRACE_ANALYSIS_REPEATS_H

#include "checker/analysis/State.h"

namespace maprace::analysis {

/// True for what says that a task was put somewhere, and nobody has waited for
/// it since.
bool isGivenPart(const ir::Program &P, Path Any);

/// \p Awaited was waited for: the tasks given before may be over.
void forgetGiven(const ir::Program &P, State &S, Path Awaited);

} // namespace maprace::analysis

#endif
