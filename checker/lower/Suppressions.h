// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Comments and attributes of the source that silence findings. Must not know:
// findings; whether a suppression is used.

#ifndef MAPRACE_LOWER_SUPPRESSIONS_H
#define MAPRACE_LOWER_SUPPRESSIONS_H

#include "checker/lower/Unit.h"

namespace maprace::lower {

/// Reads clang-tidy's comments (`NOLINT` and its like) of the files that the
/// unit's program speaks of. Keeps those that name our checks, and of those for
/// every check the ones on lines with an access or a map's declaration.
void readSuppressions(Unit &U);

} // namespace maprace::lower

#endif
