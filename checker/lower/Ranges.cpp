// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Range-based for over arrays and containers of libraries: the steps that the
// compiler writes are replaced by one access to the element of the round.

#include "checker/lower/FunctionLowering.h"

using namespace clang;

namespace maprace::lower {

using ir::Event;
using model::Role;
using model::TypeKind;

/// Views of views, and locals that hold them.
static constexpr unsigned MaxViews = 6;

/// The container whose elements the view \p E of a library hands out, as far
/// as their type \p Element tells, or, if that is null, that they are threads;
/// null if there is none.
const Expr *FunctionLowering::viewed(const Expr *E, QualType Element,
                                     unsigned Depth) {
  if (!E || Depth > MaxViews)
    return nullptr;
  E = E->IgnoreParenImpCasts();
  QualType Own = U.T.element(E->getType());
  if (!Own.isNull() && !U.T.is(E->getType(), TypeKind::Map) &&
      (Element.isNull() ? U.T.is(Own, TypeKind::Thread)
                        : U.Context.hasSameUnqualifiedType(Own, Element)))
    return E;
  auto AnyOf = [&](auto &&Parts) -> const Expr * {
    for (const Expr *Part : Parts)
      if (const Expr *Found = viewed(Part, Element, Depth + 1))
        return Found;
    return nullptr;
  };
  if (const auto *C = dyn_cast<ExprWithCleanups>(E))
    return viewed(C->getSubExpr(), Element, Depth);
  if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(E))
    return viewed(M->getSubExpr(), Element, Depth);
  if (const auto *B = dyn_cast<CXXBindTemporaryExpr>(E))
    return viewed(B->getSubExpr(), Element, Depth);
  if (const auto *C = dyn_cast<CXXFunctionalCastExpr>(E))
    return viewed(C->getSubExpr(), Element, Depth);
  if (const auto *L = dyn_cast<InitListExpr>(E))
    return AnyOf(L->inits());
  if (const auto *C = dyn_cast<CXXConstructExpr>(E))
    return U.N.inUserCode(C->getConstructor()) ? nullptr
                                               : AnyOf(C->arguments());
  if (const auto *C = dyn_cast<CallExpr>(E)) {
    const FunctionDecl *Callee = C->getDirectCallee();
    if (!Callee || U.N.inUserCode(Callee))
      return nullptr;
    if (const auto *M = dyn_cast<CXXMemberCallExpr>(C))
      return viewed(M->getImplicitObjectArgument(), Element, Depth + 1);
    return AnyOf(C->arguments());
  }
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  return V && V->isLocalVarDecl() && V->hasInit() && U.T.record(V->getType()) &&
                 !U.T.isUserClass(U.T.record(V->getType())) &&
                 !Ref->refersToEnclosingVariableOrCapture()
             ? viewed(V->getInit(), Element, Depth + 1)
             : nullptr;
}

bool FunctionLowering::rangeVariable(const VarDecl *V) {
  auto It = Scanned.Ranges.find(V);
  if (It == Scanned.Ranges.end() || !Scanned.LibraryRanges.contains(It->second))
    return false;
  const CXXForRangeStmt *S = It->second;
  if (V == S->getLoopVariable()) {
    enterRound(S);
    return true;
  }
  const Expr *Range = S->getRangeInit();
  if (const auto *D = S->getRangeStmt();
      D && D->isSingleDecl() && D->getSingleDecl() == V) {
    const Expr *Of =
        U.T.element(Range->getType()).isNull()
            ? viewed(Range,
                     S->getLoopVariable()->getType().getNonReferenceType())
            : nullptr;
    RangePlaces[S] = placeOf(Of ? Of : Range);
  }
  return true;
}

/// The member that begins the loop says what iterating does to the map: it may
/// lock it, or write.
void FunctionLowering::iterate(const CXXForRangeStmt *S, const model::Type &Map,
                               Path Container) {
  Role What = Role::Read;
  bool Locked = Map.Concurrent;
  const DeclStmt *Begin = S->getBeginStmt();
  const auto *V = Begin ? dyn_cast<VarDecl>(Begin->getSingleDecl()) : nullptr;
  const Expr *Init = V ? V->getInit() : nullptr;
  if (const auto *C = dyn_cast_or_null<ExprWithCleanups>(Init))
    Init = C->getSubExpr();
  const auto *Call = dyn_cast_or_null<CXXMemberCallExpr>(
      Init ? Init->IgnoreImplicit() : nullptr);
  if (const CXXMethodDecl *M = Call ? Call->getMethodDecl() : nullptr) {
    if (const model::Operation *Op =
            Map.operation(M->getDeclName().getAsString(), 0)) {
      Locked &= !Op->Unsafe;
      if (Op->What == Role::Write)
        What = Role::Write;
    } else if (!M->isConst() && Map.OtherMutable) {
      What = *Map.OtherMutable;
    }
  }
  access(Container, What, "range-for", S->getRangeInit()->getExprLoc(), Locked);
}

void FunctionLowering::enterRound(const CXXForRangeStmt *S) {
  const VarDecl *V = S->getLoopVariable();
  SourceLocation L = V->getLocation();
  QualType Range = S->getRangeInit()->getType();
  Path Container = RangePlaces.lookup(S);
  const model::Type *M = U.T.inherited(Range);
  bool Map = M && M->Kind == TypeKind::Map;
  if (Map)
    iterate(S, *M, Container);
  Path P = local(V);
  std::string Name = U.P.text(U.P.Paths[P].Name);
  Event &E = emit(Event::Change, L);
  E.Text = U.symbol(Name);
  E.Flag = true;
  if (!Container)
    return;
  std::string Text = "{" + Name + "}";
  mention(Text);
  Path Element = index(Container, Text);
  if (Map)
    MapElements.insert(Element);
  QualType T = V->getType();
  if (T->isReferenceType()) {
    store(P, addressOf(Element), L);
    return;
  }
  if (!U.T.matters(T))
    return;
  begin(P, T, L);
  if (U.T.record(T))
    transfer(P, T, Val::place(Element), false, L);
  else
    store(P, {Operand::Value, Element, 0}, L);
}

} // namespace maprace::lower
