// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The loop rule: a loop's body is taken to run at least once; see docs/ir.md.
// Must not know: events.

#ifndef MAPRACE_LOWER_LOOPS_H
#define MAPRACE_LOWER_LOOPS_H

#include "checker/ir/Program.h"

#include "clang/Analysis/CFG.h"
#include "llvm/ADT/DenseMap.h"

namespace maprace::lower {

/// Gives each loop of \p F, whose blocks came from \p Graph and have the
/// numbers \p Numbers, a copy of its condition for the way in that leads to
/// the body only.
void enterLoops(const clang::CFG &Graph,
                const llvm::DenseMap<unsigned, unsigned> &Numbers,
                ir::Function &F);

} // namespace maprace::lower

#endif
