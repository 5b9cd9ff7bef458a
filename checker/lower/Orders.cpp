// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which loads and stores of atomics order what is around them.

#include "checker/lower/FunctionLowering.h"

using namespace clang;

namespace maprace::lower {

bool FunctionLowering::isRelaxed(const CallSite &S, bool Store) const {
  bool Relaxed = llvm::any_of(S.Args, [&](const Expr *A) {
    const auto *Ref =
        dyn_cast<DeclRefExpr>(A->IgnoreImplicit()->IgnoreParenCasts());
    return Ref && U.T.models().isRelaxed(U.N.model(Ref->getDecl()));
  });
  if (!Relaxed)
    return false;
  // A fence before a store, or after a load, orders it. It is not looked at
  // which ways lead past the fence, nor what it orders.
  const SourceManager &Sources = U.Context.getSourceManager();
  SourceLocation Here = S.E->getBeginLoc();
  return llvm::none_of(Scanned.Fences, [&](SourceLocation Fence) {
    return Store ? Sources.isBeforeInTranslationUnit(Fence, Here)
                 : Sources.isBeforeInTranslationUnit(Here, Fence);
  });
}

} // namespace maprace::lower
