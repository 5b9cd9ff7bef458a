// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Leaves out functions that the compiler wrote and that do nothing, and the
// calls of them. Must not know: how functions are lowered.

#ifndef MAPRACE_LOWER_PRUNE_H
#define MAPRACE_LOWER_PRUNE_H

#include "checker/lower/Unit.h"

namespace maprace::lower {

/// Afterwards a function without events has no blocks.
void prune(ir::Program &P, const Unit &U);

} // namespace maprace::lower

#endif
