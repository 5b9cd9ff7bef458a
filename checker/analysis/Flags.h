// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Facts about variables by which threads tell each other something: the
// variable is not 0, or it has a value. A fact is a path below the variable's
// place, so that it is renamed and translated like one. Who saw a fact joined
// what came before it was made true. Must not know: events, states.

#ifndef MAPRACE_ANALYSIS_FLAGS_H
#define MAPRACE_ANALYSIS_FLAGS_H

#include "checker/ir/Program.h"

#include <string_view>

namespace maprace::analysis {

using ir::Path;

/// The fact that \p Variable is not 0.
Path raisedPart(ir::Program &P, Path Variable);
/// The fact that it has the value named by the index text \p Value; an empty
/// text says that it is not 0.
Path valuePart(ir::Program &P, Path Variable, std::string_view Value);
/// The same of a fact that is made true again and again: who saw it once came
/// after what was before that time only. Who sees it now joined both.
Path againPart(ir::Program &P, Path Fact);

/// The path is a fact, again or not.
bool isRaisedPart(const ir::Program &P, Path Any);
bool isAgainPart(const ir::Program &P, Path Any);
/// The variable that the fact \p Any is about.
Path flagOf(const ir::Program &P, Path Any);
/// True if \p A and \p B are about one variable and cannot hold at once.
bool contradict(const ir::Program &P, Path A, Path B);

/// What tells that a counter at \p Variable went up, or down: who sees it
/// arrive comes after all that was before such steps.
Path countPart(ir::Program &P, Path Variable, bool Up);

/// A part of a variable that is no lock of the source's.
bool isCountersLock(const ir::Program &P, Path Lock);

} // namespace maprace::analysis

#endif
