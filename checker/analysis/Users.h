// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Users of a class of which no caller is in sight: what its objects' threads
// and its functions do to each other shows if somebody calls them. Must not
// know: findings.

#ifndef MAPRACE_ANALYSIS_USERS_H
#define MAPRACE_ANALYSIS_USERS_H

#include "checker/analysis/Evidence.h"

namespace maprace::analysis {

/// For each class of whose \p Roots one starts threads that wait for tasks in
/// the object: a function that constructs an object (parameter 0), starts them
/// and calls the other member functions again and again, in any order. Ordered
/// by the classes.
std::vector<ir::Function> usersOf(ir::Program &P,
                                  const std::vector<RootEffects> &Roots);

} // namespace maprace::analysis

#endif
