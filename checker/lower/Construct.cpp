// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Constructions of objects, and assignments of whole objects.

#include "checker/lower/FunctionLowering.h"

using namespace clang;

namespace maprace::lower {

using ir::Event;
using model::Role;
using model::TypeKind;

/// \p E is a temporary that nobody else can see.
static bool isTemporary(const Expr *E) {
  while (true) {
    E = E->IgnoreParenImpCasts();
    if (const auto *C = dyn_cast<ExprWithCleanups>(E))
      E = C->getSubExpr();
    else
      return isa<MaterializeTemporaryExpr>(E) || E->isPRValue();
  }
}

void FunctionLowering::construct(const CXXConstructExpr *E) {
  QualType T = E->getType();
  const CXXConstructorDecl *C = E->getConstructor();
  if (E->isElidable() && E->getNumArgs() == 1) {
    remember(E, eval(E->getArg(0)));
    return;
  }
  if (!U.T.matters(T)) {
    for (const Expr *A : E->arguments())
      callableEscapes(A);
    return;
  }
  // Parts of the object under construction are not declared, it was.
  Path Dest = destination(E, "tmp");
  begin(Dest, T, E->getBeginLoc());
  remember(E, Val::value({Operand::Move, Dest, 0}));
  const model::Type *Model =
      U.T.exact(U.Context.getBaseElementType(T)->getAsCXXRecordDecl());
  if (!U.T.isUserClass(C->getParent()) && hasHome(T))
    madeHere(Dest, E->getLocation());
  if (Model)
    return constructModelled(E, Model, Dest);
  if (U.T.isUserClass(C->getParent()) && !C->getParent()->isLambda())
    return constructUser(E, Dest);
  // A closure, or a class of a library: copies keep what they hold.
  if (E->getNumArgs() > 1)
    constructParts(E, Dest);
  if (E->getNumArgs() >= 1) {
    const Expr *A = E->getArg(0);
    bool Copy = C->isCopyOrMoveConstructor();
    if (Copy || (E->getNumArgs() == 1 && U.T.matters(A->getType()))) {
      Operand Op = load(A);
      if (C->isMoveConstructor() && Op.K == Operand::Value)
        Op.K = Operand::Move;
      if (Op.K != Operand::Unknown)
        store(Dest, Op, E->getExprLoc());
    }
    for (const Expr *Each : E->arguments())
      callableEscapes(Each);
  }
}

/// A pair or a tuple of a library: guards and pointers to maps that are given
/// to it are its parts.
void FunctionLowering::constructParts(const CXXConstructExpr *E, Path Dest) {
  for (unsigned I = 0; I < E->getNumArgs(); ++I) {
    const Expr *A = E->getArg(I);
    QualType T = A->getType();
    bool Guard = U.T.is(T, TypeKind::Guard) && !A->isLValue();
    Path Part =
        Guard || T->isPointerType() ? partOf(Dest, std::to_string(I), T) : Dest;
    if (Part != Dest)
      transfer(Part, T, eval(A), !A->isLValue(), A->getExprLoc());
  }
}

void FunctionLowering::constructUser(const CXXConstructExpr *E, Path Dest) {
  const CXXConstructorDecl *C = E->getConstructor();
  SourceLocation L = E->getLocation();
  if (C->isTrivial()) {
    if (C->isCopyOrMoveConstructor())
      store(Dest, load(E->getArg(0)), L);
    return;
  }
  std::vector<Operand> Args{
      addressOf(E->getType()->isArrayType() ? index(Dest, "?") : Dest)};
  for (unsigned I = 0; I < E->getNumArgs(); ++I)
    Args.push_back(argument(E->getArg(I), I < C->getNumParams()
                                              ? C->getParamDecl(I)->getType()
                                              : E->getArg(I)->getType()));
  Event &Call = emit(Event::Call, L);
  Call.Callee = U.function(C);
  Call.Args = std::move(Args);
}

void FunctionLowering::inherited(const CXXInheritedCtorInitExpr *E) {
  const CXXConstructorDecl *C = E->getConstructor();
  if (!U.T.isUserClass(C->getParent()))
    return;
  std::vector<Operand> Args{load(thisValue())};
  for (unsigned I = 1; I <= C->getNumParams(); ++I)
    Args.push_back({Operand::Value, parameter(I), 0});
  Event &Call = emit(Event::Call, E->getLocation());
  Call.Callee = U.function(C);
  Call.Args = std::move(Args);
}

void FunctionLowering::constructModelled(const CXXConstructExpr *E,
                                         const model::Type *T, Path Dest) {
  const CXXConstructorDecl *C = E->getConstructor();
  SourceLocation L = E->getLocation();
  if (C->isCopyOrMoveConstructor() && E->getNumArgs() >= 1) {
    const Expr *A = E->getArg(0);
    if (T->Kind != TypeKind::Map || !isTemporary(A))
      transfer(Dest, E->getType(), eval(A), C->isMoveConstructor(), L);
    return;
  }
  CallSite S;
  S.E = E;
  S.Callee = C;
  for (const Expr *A : E->arguments())
    if (!isa<CXXDefaultArgExpr>(A))
      S.Args.push_back(A);
  if (T->Kind == TypeKind::Guard)
    return constructGuard(T, S.Args, Dest, L);
  stripPolicies(S);
  if (const model::Operation *Op =
          T->operation("(constructor)", S.Args.size())) {
    if (Op->What == Role::Spawn)
      return spawn(S, *Op, T, Dest);
    return constructBy(S, *Op, T, Dest);
  }
  // What an object with a home is made from is its parent.
  if (S.Args.empty() || T->has(Role::MoveTo))
    return;
  if (T->Kind == TypeKind::Pointer)
    return constructPointer(S, T, Dest);
  // Callables, iterators, handles: they hold what they are made from.
  if (S.Args.size() == 1 &&
      (T->Kind == TypeKind::Callable || T->Kind == TypeKind::Iterator ||
       T->Kind == TypeKind::Thread)) {
    Operand Op = load(S.Args[0]);
    if (Op.K == Operand::Value && !S.Args[0]->isLValue())
      Op.K = Operand::Move;
    if (Op.K != Operand::Unknown)
      store(Dest, Op, L);
    return;
  }
  if (T->Kind == TypeKind::Container)
    return constructContainer(S, Dest);
}

/// Assignment of a whole object whose class is modelled or of a library, or
/// whose assignment is trivial.
void FunctionLowering::assignObject(const CallSite &S) {
  Path Target = objectOf(S);
  remember(S.E, Val::place(Target));
  if (!Target || S.Args.empty())
    return;
  changed(S.Object, false);
  SourceLocation L = S.E->getExprLoc();
  const Expr *Source = S.Args[0];
  QualType T = S.Object->getType();
  const model::Type *M = U.T.inherited(T);
  const auto *Method = cast<CXXMethodDecl>(S.Callee);
  if (M && M->Kind == TypeKind::Map) {
    if (Method->isCopyAssignmentOperator() && !isTemporary(Source))
      access(placeOf(Source), Role::Read, "copy", L);
    if (Method->isMoveAssignmentOperator() && !isTemporary(Source))
      access(placeOf(Source), Role::Write, "move", L);
    access(Target, Role::Write, "operator=", L);
    if (Method->isMoveAssignmentOperator())
      moveHandles(Target, T, placeOf(Source), L);
    return;
  }
  elementWritten(Target, "operator=", L);
  if (!U.T.matters(T) && !elementPart(Target))
    return;
  Operand Op = load(Source);
  if (Op.K == Operand::Value && !Source->isLValue())
    Op.K = Operand::Move;
  if (M && M->Kind == TypeKind::Pointer && !M->SharesTarget &&
      Op.K == Operand::Unknown)
    return;
  // What was there before ends.
  if (M && (M->JoinsOnDestroy || M->Kind == TypeKind::Guard))
    emit(Event::Destroy, L).Target = Target;
  else if (needsDestruction(T))
    destroyParts(Target, T, L);
  if (U.T.matters(T))
    store(Target, Op, L);
}

} // namespace maprace::lower
