// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which accesses hurt each other, and what keeps them apart. Must not know:
// which threads run, how locks were taken.

#ifndef MAPRACE_ANALYSIS_CONFLICT_H
#define MAPRACE_ANALYSIS_CONFLICT_H

#include "checker/analysis/Summary.h"
#include "checker/finding/Explanation.h"

namespace maprace::analysis {

/// True if \p A and \p B, if they are on one map and happen in parallel, are
/// wrong: one writes and the other reads or writes; or a reference that left
/// the critical section of a lock, or a decision that was taken there, meets
/// what ends its element, or makes it wrong, under that lock.
bool conflict(const ir::Program &P, const Racer &A, const Racer &B);

/// True if \p Remover may end what \p Escape refers to, or undo what it was
/// decided on: that a key was there, or that it was missing. Who removes one
/// element is often its owner, so the code that uses an element does not count
/// against itself; what ends all elements does, and so does what decides.
bool mayEnd(const Racer &Remover, const Racer &Escape);

/// What becomes of two accesses that may happen in parallel as far as threads
/// go. \p Self: two threads of one start make them. \p Lock: the one in common,
/// if that is the answer.
finding::Verdict judge(const ir::Program &P, const Racer &A, const Racer &B,
                       bool Self, Path &Lock);

} // namespace maprace::analysis

#endif
