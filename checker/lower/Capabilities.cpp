// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reads Clang's capability attributes. Later versions of Clang have one
// attribute for what earlier ones have several.

#include "checker/lower/Capabilities.h"

#include "clang/AST/Attr.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/Version.h"

using namespace clang;

namespace maprace::lower {

static bool usable(const Expr *E) {
  return E && !E->containsErrors() && !E->isInstantiationDependent();
}

template <typename Attribute>
static Promise promise(Promise::Sort What, const Attribute *A, bool Shared) {
  Promise P;
  P.What = What;
  P.Shared = Shared;
  for (const Expr *Lock : A->args())
    if (usable(Lock))
      P.Locks.push_back(Lock);
  return P;
}

/// True unless the value that tells success is true or another number than 0.
static bool isZero(const Expr *Success) {
  Success = Success->IgnoreParenImpCasts();
  if (const auto *B = dyn_cast<CXXBoolLiteralExpr>(Success))
    return !B->getValue();
  if (const auto *I = dyn_cast<IntegerLiteral>(Success))
    return I->getValue().isZero();
  return false;
}

template <typename Attribute>
static Promise tries(const Attribute *A, bool Shared) {
  Promise P = promise(Promise::Tries, A, Shared);
  P.ZeroIsSuccess = isZero(A->getSuccessValue());
  return P;
}

std::vector<Promise> promises(const FunctionDecl *F) {
  std::vector<Promise> All;
  F = F->getMostRecentDecl();
  if (!F->hasAttrs())
    return All;
  for (const Attr *Any : F->attrs()) {
    if (const auto *A = dyn_cast<RequiresCapabilityAttr>(Any)) {
      All.push_back(promise(Promise::Requires, A, A->isShared()));
    } else if (const auto *A = dyn_cast<LocksExcludedAttr>(Any)) {
      All.push_back(promise(Promise::Excludes, A, false));
    } else if (const auto *A = dyn_cast<AcquireCapabilityAttr>(Any)) {
      All.push_back(promise(Promise::Acquires, A, A->isShared()));
    } else if (const auto *A = dyn_cast<ReleaseCapabilityAttr>(Any)) {
      All.push_back(promise(Promise::Releases, A, A->isShared()));
      // A guard's end and the old spelling let go in either mode.
      All.back().Generic =
          A->isGeneric() || A->getSemanticSpelling() ==
                                ReleaseCapabilityAttr::GNU_unlock_function;
    } else if (const auto *A = dyn_cast<TryAcquireCapabilityAttr>(Any)) {
      All.push_back(tries(A, A->isShared()));
    } else if (const auto *A = dyn_cast<AssertCapabilityAttr>(Any)) {
      All.push_back(promise(Promise::Asserts, A, A->isShared()));
#if CLANG_VERSION_MAJOR < 21
    } else if (const auto *A = dyn_cast<ExclusiveTrylockFunctionAttr>(Any)) {
      All.push_back(tries(A, false));
    } else if (const auto *A = dyn_cast<SharedTrylockFunctionAttr>(Any)) {
      All.push_back(tries(A, true));
    } else if (const auto *A = dyn_cast<AssertExclusiveLockAttr>(Any)) {
      All.push_back(promise(Promise::Asserts, A, false));
    } else if (const auto *A = dyn_cast<AssertSharedLockAttr>(Any)) {
      All.push_back(promise(Promise::Asserts, A, true));
#endif
    } else if (const auto *A = dyn_cast<LockReturnedAttr>(Any)) {
      if (!usable(A->getArg()))
        continue;
      Promise P;
      P.What = Promise::Returns;
      P.Locks.push_back(A->getArg());
      All.push_back(P);
    }
  }
  return All;
}

bool promisesLocking(const FunctionDecl *F) {
  for (const Promise &P : promises(F))
    if (P.What == Promise::Acquires || P.What == Promise::Releases ||
        P.What == Promise::Tries)
      return true;
  return false;
}

bool isScopedLock(const CXXRecordDecl *R) {
  return R && R->getDefinition() &&
         R->getDefinition()->hasAttr<ScopedLockableAttr>();
}

const Expr *declaredGuard(const ValueDecl *D) {
  const Expr *Lock = nullptr;
  if (const auto *A = D->getAttr<GuardedByAttr>())
    Lock = A->getArg();
  else if (const auto *A = D->getAttr<PtGuardedByAttr>())
    Lock = A->getArg();
  return usable(Lock) ? Lock : nullptr;
}

bool isUnchecked(const FunctionDecl *F) {
  return F->getMostRecentDecl()->hasAttr<NoThreadSafetyAnalysisAttr>();
}

} // namespace maprace::lower
