// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Places where threads look for tasks.

#ifndef MAPRACE_ANALYSIS_TASKS_H
#define MAPRACE_ANALYSIS_TASKS_H

#include "checker/analysis/Summary.h"
#include "checker/ir/Program.h"

namespace maprace::analysis {

/// True if the thread \p T runs what is put at \p Place.
bool waitsAt(const ir::Program &P, const Thread &T, Path Place);

} // namespace maprace::analysis

#endif
