// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The calls that lead to an access or to a thread's start, as lists that share
// their tails.

#ifndef MAPRACE_ANALYSIS_STORIES_H
#define MAPRACE_ANALYSIS_STORIES_H

#include "checker/analysis/Summary.h"

namespace maprace::analysis {

/// \p Head followed by \p Tail. Copies the head only.
Story concat(const Story &Head, const Story &Tail);
/// The call of \p Callee at \p Where, then \p Rest.
Story calling(Symbol Callee, ir::Loc Where, const Story &Rest);
/// The start of a callee's thread as its caller tells it: \p Calls come first.
/// A thread that the function itself started is a child of \p Runner if the
/// function runs in that thread.
ThreadStartPtr beneath(const ThreadStartPtr &Start, const Story &Calls,
                       const ThreadStartPtr &Runner);

} // namespace maprace::analysis

#endif
