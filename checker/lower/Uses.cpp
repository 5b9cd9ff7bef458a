// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A plain walk in the order of the source.

#include "checker/lower/Uses.h"

#include "clang/AST/ASTContext.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace maprace::lower {

/// Declared in the region's body, but before the region begins.
bool UseFinder::isEarlier(const VarDecl *V) const {
  return R.After.isValid() &&
         V->getASTContext().getSourceManager().isBeforeInTranslationUnit(
             V->getLocation(), R.After);
}

void UseFinder::use(const Expr *E) {
  if (isa<CXXThisExpr>(E))
    R.CapturesThis = true;
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  if (!Ref)
    return;
  const ValueDecl *D = Ref->getDecl();
  if (const auto *B = dyn_cast<BindingDecl>(D))
    D = B->getDecomposedDecl();
  const auto *V = dyn_cast_or_null<VarDecl>(D);
  if (!V || V->hasGlobalStorage() || Own.contains(V) ||
      llvm::is_contained(R.Captures, V))
    return;
  R.Captures.push_back(V);
}

void UseFinder::walk(const Stmt *S) {
  if (!S)
    return;
  if (const auto *D = dyn_cast<DeclStmt>(S))
    for (const Decl *Each : D->decls())
      if (const auto *V = dyn_cast<VarDecl>(Each); V && !isEarlier(V))
        Own.insert(V);
  if (const auto *E = dyn_cast<Expr>(S))
    use(E);
  if (const auto *L = dyn_cast<LambdaExpr>(S)) {
    for (const Expr *Init : L->capture_inits())
      walk(Init);
    return;
  }
  if (const auto *D = dyn_cast<OMPExecutableDirective>(S))
    return walk(D->hasAssociatedStmt() ? D->getRawStmt() : nullptr);
  for (const Stmt *Child : S->children())
    walk(Child);
}

} // namespace maprace::lower
