// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a part of a function's body uses of the rest, so that it can be lowered
// as a function with a closure. Must not know: why it is a part.

#ifndef MAPRACE_LOWER_USES_H
#define MAPRACE_LOWER_USES_H

#include "checker/lower/FunctionLowering.h"

namespace maprace::lower {

/// Adds to a region's captures what it uses from outside.
class UseFinder {
public:
  explicit UseFinder(Region &R) : R(R) {}
  /// \p V is the region's own.
  void own(const clang::VarDecl *V) { Own.insert(V); }
  void walk(const clang::Stmt *S);

private:
  void use(const clang::Expr *E);
  bool isEarlier(const clang::VarDecl *V) const;
  Region &R;
  llvm::DenseSet<const clang::VarDecl *> Own;
};

} // namespace maprace::lower

#endif
