// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What an expression stands for. Expressions with an effect are elements of
// the graph and have been remembered; the others are worked out when asked
// for.

#include "checker/lower/FunctionLowering.h"

using namespace clang;

namespace maprace::lower {

using ir::StepKind;

ir::Path FunctionLowering::step(Path Base, StepKind K, ir::Symbol Name) {
  return Base ? U.P.Paths.step(Base, K, Name) : 0;
}

ir::Path FunctionLowering::index(Path Base, llvm::StringRef Text) {
  return step(Base, StepKind::Index, U.symbol(Text));
}

void FunctionLowering::remember(const Expr *E, Val V) { Vals[E] = V; }

Val FunctionLowering::eval(const Expr *E) {
  if (!E)
    return {};
  E = E->IgnoreParens();
  if (auto It = Vals.find(E); It != Vals.end())
    return It->second;
  Val V = evalNow(E);
  Vals[E] = V;
  return V;
}

/// The operand of an expression that adds nothing to it.
static const Expr *transparent(const Expr *E) {
  if (const auto *B = dyn_cast<CXXRewrittenBinaryOperator>(E))
    return B->getSemanticForm();
  if (const auto *C = dyn_cast<ExprWithCleanups>(E))
    return C->getSubExpr();
  if (const auto *C = dyn_cast<ConstantExpr>(E))
    return C->getSubExpr();
  if (const auto *B = dyn_cast<CXXBindTemporaryExpr>(E))
    return B->getSubExpr();
  if (const auto *D = dyn_cast<CXXDefaultInitExpr>(E))
    return D->getExpr();
  if (const auto *D = dyn_cast<CXXDefaultArgExpr>(E))
    return D->getExpr();
  if (const auto *S = dyn_cast<SubstNonTypeTemplateParmExpr>(E))
    return S->getReplacement();
  if (const auto *O = dyn_cast<OpaqueValueExpr>(E))
    return O->getSourceExpr();
  if (const auto *S = dyn_cast<CXXStdInitializerListExpr>(E))
    return S->getSubExpr();
  if (const auto *I = dyn_cast<InitListExpr>(E))
    return I->getNumInits() == 1 && !E->getType()->isRecordType() &&
                   !E->getType()->isArrayType()
               ? I->getInit(0)
               : nullptr;
  return nullptr;
}

const Expr *FunctionLowering::bare(const Expr *E) {
  while (true) {
    E = E->IgnoreParenImpCasts();
    if (const auto *C = dyn_cast<ExprWithCleanups>(E))
      E = C->getSubExpr();
    else if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(E))
      E = M->getSubExpr();
    else if (const auto *B = dyn_cast<CXXBindTemporaryExpr>(E))
      E = B->getSubExpr();
    else if (const auto *F = dyn_cast<CXXFunctionalCastExpr>(E))
      E = F->getSubExpr();
    else if (const auto *C = dyn_cast<CXXConstructExpr>(E);
             C && C->getNumArgs() == 1)
      E = C->getArg(0);
    else
      return E;
  }
}

Val FunctionLowering::evalNow(const Expr *E) {
  if (const Expr *Inner = transparent(E))
    return eval(Inner);
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    return reference(Ref->getDecl(), Ref->refersToEnclosingVariableOrCapture());
  if (const auto *M = dyn_cast<MemberExpr>(E))
    return member(M);
  if (isa<CXXThisExpr>(E))
    return thisValue();
  if (const auto *C = dyn_cast<CastExpr>(E))
    return cast(C);
  if (const auto *Unary = dyn_cast<UnaryOperator>(E))
    return unary(Unary);
  if (const auto *B = dyn_cast<BinaryOperator>(E))
    return binary(B);
  if (const auto *S = dyn_cast<ArraySubscriptExpr>(E))
    return subscript(S);
  if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(E))
    return materialize(M);
  if (const auto *S = dyn_cast<StmtExpr>(E)) {
    const CompoundStmt *Body = S->getSubStmt();
    if (const auto *Last = dyn_cast_or_null<Expr>(
            Body->body_empty() ? nullptr : Body->body_back()))
      return eval(Last);
  }
  return {};
}

Val FunctionLowering::cast(const CastExpr *E) {
  Val V = eval(E->getSubExpr());
  switch (E->getCastKind()) {
  case CK_LValueToRValue: {
    Val Loaded = Val::value(load(V));
    Loaded.Success = V.Success;
    if (V.K == Val::Place)
      if (auto It = Answers.find(V.P); It != Answers.end())
        Loaded.Success = It->second;
    return Loaded;
  }
  case CK_ArrayToPointerDecay:
    return V.K == Val::Place ? Val::value(addressOf(V.P)) : Val();
  case CK_NullToPointer:
  case CK_ToVoid:
    return {};
  default:
    return V;
  }
}

/// What says no when \p V, an answer, says yes.
Val FunctionLowering::opposite(Val V) {
  if (!isAnswer(V) || V.Success == Val::IsMinusOne)
    return {};
  V.Success = V.Success == Val::IsTrue ? Val::IsZero : Val::IsTrue;
  return V;
}

Val FunctionLowering::unary(const UnaryOperator *E) {
  const Expr *Sub = E->getSubExpr();
  switch (E->getOpcode()) {
  case UO_AddrOf: {
    // A pointer to a member function names the function.
    if (const auto *Ref = dyn_cast<DeclRefExpr>(Sub->IgnoreParens()))
      if (const auto *Method = dyn_cast<CXXMethodDecl>(Ref->getDecl()))
        return reference(Method, false);
    Val V = eval(Sub);
    return V.K == Val::Place ? Val::value(addressOf(V.P)) : V;
  }
  case UO_Deref: {
    Val V = eval(Sub);
    Operand Op = load(V);
    return Op.K == Operand::Function ? V : Val::place(pointee(Op));
  }
  case UO_PreInc:
  case UO_PreDec:
  case UO_PostInc:
  case UO_PostDec:
    return E->isGLValue() ? eval(Sub) : Val::value(load(eval(Sub)));
  case UO_Extension:
  case UO_Coawait:
    return eval(Sub);
  case UO_LNot:
    return opposite(eval(Sub));
  default:
    return {};
  }
}

/// The member that a pointer to data members leads to, by its address, a
/// template argument, or the initialiser of a variable; null if that is not
/// known.
static const FieldDecl *pointedMember(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  if (const auto *S = dyn_cast<SubstNonTypeTemplateParmExpr>(E))
    return pointedMember(S->getReplacement());
  if (const auto *Address = dyn_cast<UnaryOperator>(E);
      Address && Address->getOpcode() == UO_AddrOf)
    E = Address->getSubExpr()->IgnoreParens();
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  if (!Ref)
    return nullptr;
  const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
  if (V && !isa<ParmVarDecl>(V) && V->hasInit())
    return pointedMember(V->getInit());
  return dyn_cast<FieldDecl>(Ref->getDecl());
}

Val FunctionLowering::binary(const BinaryOperator *E) {
  if (E->isAssignmentOp())
    return eval(E->getLHS());
  if (E->isPtrMemOp()) {
    const FieldDecl *Member = pointedMember(E->getRHS());
    if (!Member)
      return {};
    Path Object = E->getOpcode() == BO_PtrMemI ? pointee(load(E->getLHS()))
                                               : placeOf(E->getLHS());
    return Val::place(fieldPlace(Object, Member));
  }
  if (E->getOpcode() == BO_Comma)
    return eval(E->getRHS());
  // `count(k) != 0`, `count(k) > 0`, `count(k) == 0`
  if ((E->isEqualityOp() || E->getOpcode() == BO_GT) &&
      number(E->getRHS()) == 0) {
    Val V = eval(E->getLHS());
    if (isAnswer(V))
      return E->getOpcode() == BO_EQ ? opposite(V) : V;
  }
  if (E->isAdditiveOp() && E->getType()->isPointerType())
    return moved(E);
  return {};
}

/// A pointer that was moved on: `p + i` is `&p[i]`.
Val FunctionLowering::moved(const BinaryOperator *E) {
  const Expr *Pointer = E->getLHS(), *By = E->getRHS();
  if (!Pointer->getType()->isPointerType())
    std::swap(Pointer, By);
  Val V = eval(Pointer);
  Path Array = E->getOpcode() == BO_Add ? pointee(load(V)) : 0;
  return Array ? Val::value(addressOf(index(Array, text(By)))) : V;
}

Val FunctionLowering::subscript(const ArraySubscriptExpr *E) {
  const Expr *Base = E->getBase()->IgnoreParens();
  Path Array = 0;
  if (const auto *Decay = dyn_cast<ImplicitCastExpr>(Base);
      Decay && Decay->getCastKind() == CK_ArrayToPointerDecay)
    Array = eval(Decay->getSubExpr()).P;
  else
    Array = pointee(load(Base));
  return Val::place(index(Array, text(E->getIdx())));
}

Val FunctionLowering::materialize(const MaterializeTemporaryExpr *E) {
  Val V = eval(E->getSubExpr());
  if (V.K != Val::Value)
    return V;
  bool InPlace = U.T.record(E->getType()) && V.Op.Where &&
                 (V.Op.K == Operand::Value || V.Op.K == Operand::Move);
  if (InPlace && V.Op.K == Operand::Move)
    return Val::place(V.Op.Where);
  V.K = Val::Held;
  return V;
}

ir::Operand FunctionLowering::addressOf(Path P) {
  if (!P)
    return {};
  // A pointer to what a pointer designates is that pointer.
  const ir::PathTable::Node &N = U.P.Paths[P];
  if (N.Parent && N.Step == StepKind::Deref)
    return {Operand::Value, N.Parent, 0};
  return {Operand::Address, P, 0};
}

ir::Operand FunctionLowering::load(const Val &V) {
  if (V.K == Val::Place)
    return {Operand::Value, V.P, 0};
  return V.Op;
}

ir::Path FunctionLowering::pointee(const Operand &Pointer) {
  switch (Pointer.K) {
  case Operand::Address:
    return Pointer.Where;
  case Operand::Value:
  case Operand::Move:
    return deref(Pointer.Where);
  default:
    return 0;
  }
}

ir::Path FunctionLowering::placeOf(const Val &V, QualType T, SourceLocation L) {
  switch (V.K) {
  case Val::None:
    return 0;
  case Val::Place:
    return V.P;
  case Val::Value:
    if (V.Op.K == Operand::Move)
      return V.Op.Where;
    [[fallthrough]];
  case Val::Held: {
    Path P = temporary("tmp");
    begin(P, T, L);
    store(P, V.Op, L);
    return P;
  }
  }
  return 0;
}

ir::Path FunctionLowering::placeOf(const Expr *E) {
  Val V = eval(E);
  if (V.K == Val::Place || V.K == Val::None)
    return V.P;
  Path P = placeOf(V, E->getType(), E->getExprLoc());
  Vals[E->IgnoreParens()] = Val::place(P);
  return P;
}

ir::Operand FunctionLowering::address(const Val &V, QualType T,
                                      SourceLocation L) {
  return addressOf(placeOf(V, T, L));
}

ir::Path FunctionLowering::elementPart(Path P) {
  for (; P; P = U.P.Paths[P].Parent) {
    if (MapElements.contains(P))
      return P;
    const ir::PathTable::Node &N = U.P.Paths[P];
    if (N.Parent && N.Step == StepKind::Deref &&
        ElementPointers.contains(N.Parent))
      return P;
  }
  return 0;
}

} // namespace maprace::lower
