// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What runs before the program's entry.

#ifndef MAPRACE_ANALYSIS_STARTUP_H
#define MAPRACE_ANALYSIS_STARTUP_H

#include "checker/ir/Program.h"

namespace maprace::analysis {

/// Makes each entry of \p P begin with calls of the functions that the system
/// runs before it, so that threads which they start live beside the entry. A
/// file with an entry of its own is part of no other program. The order of
/// files, which the standard leaves open ([basic.start.dynamic]), is that of
/// their names.
void callStartUp(ir::Program &P);

} // namespace maprace::analysis

#endif
