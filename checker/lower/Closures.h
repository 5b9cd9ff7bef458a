// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Closures that a name mentions. Clang prints a closure's type by its place in
// the source, which all instances of a template share though each has a closure
// type of its own ([expr.prim.lambda.closure]).

#ifndef MAPRACE_LOWER_CLOSURES_H
#define MAPRACE_LOWER_CLOSURES_H

#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/SetVector.h"

namespace maprace::lower {

/// The closure types that stand in instances of templates and that the
/// arguments, parameters and scopes of \p D mention, in order.
llvm::SmallSetVector<const clang::CXXRecordDecl *, 2>
closuresOfInstances(const clang::NamedDecl *D);

} // namespace maprace::lower

#endif
