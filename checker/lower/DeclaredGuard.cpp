// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The lock that a declaration names as guard, as a place. Attributes of members
// speak of `this`, which is `p0*` here.

#include "checker/lower/Capabilities.h"
#include "checker/lower/Unit.h"

#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace maprace::lower {

using ir::StepKind;

/// The place of an expression made of `this`, members, globals, `*` and `&`; 0
/// for any other.
static ir::Path place(const Expr *E, Unit &U) {
  E = E->IgnoreParenImpCasts();
  ir::PathTable &Paths = U.P.Paths;
  auto Follow = [&](ir::Path P) {
    return P ? Paths.step(P, StepKind::Deref) : 0;
  };
  if (isa<CXXThisExpr>(E))
    return Paths.root(ir::Root::Param, 0);
  if (const auto *Unary = dyn_cast<UnaryOperator>(E)) {
    if (Unary->getOpcode() == UO_Deref)
      return Follow(place(Unary->getSubExpr(), U));
    return 0;
  }
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(E)) {
    const CXXMethodDecl *M = Call->getMethodDecl();
    const Expr *Object = Call->getImplicitObjectArgument();
    if (M && Object && isa<CXXThisExpr>(Object->IgnoreParenImpCasts()))
      for (const Promise &P : promises(M))
        if (P.What == Promise::Returns)
          return place(P.Locks.front(), U);
    return 0;
  }
  const ValueDecl *D = nullptr;
  ir::Path Base = 0;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    D = Ref->getDecl();
  } else if (const auto *M = dyn_cast<MemberExpr>(E)) {
    D = M->getMemberDecl();
    Base = place(M->getBase(), U);
    if (M->isArrow())
      Base = Follow(Base);
  }
  ir::Path P = 0;
  if (const auto *V = dyn_cast_or_null<VarDecl>(D); V && V->hasGlobalStorage())
    P = Paths.root(ir::Root::Global, U.global(V));
  else if (const auto *F = dyn_cast_or_null<FieldDecl>(D); F && Base)
    P = F->isAnonymousStructOrUnion()
            ? Base
            : Paths.step(Base, StepKind::Field, U.field(F));
  return D && D->getType()->isReferenceType() ? Follow(P) : P;
}

ir::Path Unit::guardOf(const DeclaratorDecl *D) {
  const Expr *Lock = declaredGuard(D);
  if (!Lock)
    return 0;
  const Expr *Bare = Lock->IgnoreParenImpCasts();
  if (const auto *Unary = dyn_cast<UnaryOperator>(Bare);
      Unary && Unary->getOpcode() == UO_AddrOf)
    Bare = Unary->getSubExpr()->IgnoreParenImpCasts();
  ir::Path Where = place(Bare, *this);
  if (Where && T.isPointerLike(Bare->getType()))
    return P.Paths.step(Where, StepKind::Deref);
  // What takes the lock in sight takes the one inside.
  if (Where)
    for (const FieldDecl *Member :
         Owned.of(Types::record(Bare->getType())).Inside)
      Where = P.Paths.step(Where, StepKind::Field, field(Member));
  return Where;
}

} // namespace maprace::lower
