// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Classes whose virtual functions a library calls in several threads at once:
// services, handlers of requests. Must not know: names of libraries.

#ifndef MAPRACE_LOWER_SERVICES_H
#define MAPRACE_LOWER_SERVICES_H

#include "checker/lower/Unit.h"

namespace maprace::lower {

/// Enters a function `CLASS::(served)` that starts what a library runs of the
/// class \p R, if it runs anything.
void serve(const clang::CXXRecordDecl *R, Unit &U);

} // namespace maprace::lower

#endif
