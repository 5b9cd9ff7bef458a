// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Declarations, returns, assignments, aggregates, conditional operators.

#include "checker/lower/FunctionLowering.h"

using namespace clang;

namespace maprace::lower {

using ir::Event;

void FunctionLowering::declare(const DeclStmt *S) {
  for (const Decl *D : S->decls())
    if (const auto *V = dyn_cast<VarDecl>(D))
      variable(V);
}

const MaterializeTemporaryExpr *
FunctionLowering::extendedTemporary(const Expr *Init) {
  while (Init) {
    Init = Init->IgnoreParens();
    if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(Init))
      return M->getStorageDuration() == SD_FullExpression ? nullptr : M;
    if (const auto *C = dyn_cast<ExprWithCleanups>(Init))
      Init = C->getSubExpr();
    else if (const auto *C = dyn_cast<CastExpr>(Init))
      Init = C->getSubExpr();
    else if (const auto *M = dyn_cast<MemberExpr>(Init))
      Init = M->getBase();
    else
      return nullptr;
  }
  return nullptr;
}

void FunctionLowering::variable(const VarDecl *V) {
  if (Scanned.Holding.contains(V) || V->hasExternalStorage() ||
      rangeVariable(V))
    return;
  if (V->hasInit())
    initialised(V);
  else if (U.Context.getBaseElementType(V->getType())->isRecordType())
    begin(local(V), V->getType(), V->getLocation());
  if (V->isStaticLocal() && V->hasInit())
    if (Path P = local(V)) {
      Path Once = step(P, ir::StepKind::Field, U.symbol("$once"));
      emit(Event::Release, V->getLocation()).Target = Once;
      Event &E = emit(Event::Acquire, V->getLocation());
      E.Target = Once;
      E.Mode = ir::LockMode::Shared;
      E.Flag = true;
    }
  if (!V->getType()->isReferenceType())
    changedVariable(V, /*Declared=*/true, false, V->getLocation());
}

void FunctionLowering::initialised(const VarDecl *V) {
  QualType T = V->getType();
  Path P = local(V);
  if (!P)
    return;
  SourceLocation L = V->getLocation();
  const Expr *Init = V->getInit();
  if (T->isReferenceType()) {
    Val Source = eval(Init);
    if (Source.K == Val::Held || Source.K == Val::Value) {
      // A temporary that holds a value, such as an iterator.
      Path Temporary = placeOf(Source, T.getNonReferenceType(), L);
      Source = Val::place(Temporary);
    }
    if (Source.K == Val::Place)
      store(P, addressOf(Source.P), L);
    else if (U.T.matters(T))
      store(P, {}, L);
    return;
  }
  if (U.Context.getBaseElementType(T)->isRecordType()) {
    begin(P, T, L);
    // Constructed in place, unless nothing but a value is known.
    Val Made = eval(Init);
    if (Made.K == Val::Value && Made.Op.Where != P && !T->isArrayType())
      store(P, Made.Op, L);
    hidingGuard(V, P);
    return;
  }
  scalarInto(P, T, Init);
}

/// `std::unique_lock<std::mutex>(mutex_);` declares a guard without a lock that
/// has the lock's name.
void FunctionLowering::hidingGuard(const VarDecl *V, Path P) {
  const auto *Made = dyn_cast<CXXConstructExpr>(V->getInit()->IgnoreImplicit());
  if (!U.T.is(V->getType(), model::TypeKind::Guard) || !Made ||
      Made->getNumArgs() != 0)
    return;
  for (const DeclContext *C = V->getDeclContext()->getParent(); C;
       C = C->getParent())
    for (const NamedDecl *D : C->lookup(V->getDeclName())) {
      const auto *Lock = dyn_cast<ValueDecl>(D);
      if (!Lock ||
          !U.T.is(Lock->getType().getNonReferenceType(), model::TypeKind::Lock))
        continue;
      Path Hidden = 0;
      if (const auto *Field = dyn_cast<FieldDecl>(Lock))
        Hidden = fieldPlace(thisObject(), Field);
      else if (const auto *Global = dyn_cast<VarDecl>(Lock))
        Hidden = local(Global);
      if (Hidden && Lock->getType()->isReferenceType())
        Hidden = deref(Hidden);
      if (!Hidden)
        return;
      Event &E = emit(Event::Guard, V->getLocation());
      E.Target = P;
      E.Take = ir::GuardTake::Defer;
      E.Args = {addressOf(Hidden)};
      return;
    }
}

void FunctionLowering::scalarInto(Path Dest, QualType T, const Expr *Init) {
  if (!Init || !Dest)
    return;
  SourceLocation L = Init->getExprLoc();
  if (T->isReferenceType()) {
    Val V = eval(Init);
    if (V.K == Val::Place)
      store(Dest, addressOf(V.P), L);
    return;
  }
  if (isa<InitListExpr>(Init) && T->isArrayType())
    return;
  scalarRead(Init);
  if (!T->isPointerType() && !T->isMemberPointerType() && !T->isBooleanType() &&
      !U.T.exact(T)) {
    // A number that a variable gives may tell threads apart.
    if (const ir::PathTable::Node &N = U.P.Paths[Dest];
        N.Parent && N.Step == ir::StepKind::Field &&
        T->isIntegralOrEnumerationType())
      if (Operand Text = constant(Init);
          Text.Name && llvm::StringRef(U.P.text(Text.Name)).starts_with('{'))
        store(Dest, Text, L);
    // An integer that keeps the answer of a C interface.
    if (Val V = eval(Init); V.K == Val::Value && V.Success != Val::IsTrue) {
      Answers[Dest] = V.Success;
      store(Dest, V.Op, L);
    }
    return;
  }
  Val V = eval(Init);
  Operand Op = load(V);
  if (T->isBooleanType() && Op.K == Operand::Unknown)
    return;
  if (T->isBooleanType() && V.Success != Val::IsTrue)
    Answers[Dest] = V.Success;
  if (U.T.matters(T) || Op.K != Operand::Unknown)
    store(Dest, Op, L);
}

void FunctionLowering::returnValue(const Expr *E, SourceLocation L) {
  Operand Op;
  if (E) {
    QualType T = F->getReturnType();
    if (T->isReferenceType()) {
      Val V = eval(E);
      if (V.K == Val::Place) {
        Op = addressOf(V.P);
        leaves(V.P, E->getType(), "return", L);
      }
    } else if (U.T.record(E->getType())) {
      if (U.T.is(E->getType(), model::TypeKind::Iterator))
        leaves(load(E), "return", L);
      if (U.T.matters(E->getType()))
        Op = load(E);
      if (Op.K == Operand::Value && E->isPRValue())
        Op.K = Operand::Move;
    } else if (T->isPointerType()) {
      Operand Pointer = load(E);
      leaves(Pointer, "return", L);
      scalarRead(E);
      if (U.T.matters(T))
        Op = Pointer;
    } else {
      scalarRead(E);
      // Who is told the opposite is told nothing.
      Val V = eval(E);
      if (Path Truth = T->isBooleanType() ? truthOf(E) : 0)
        Op = {Operand::Value, Truth, 0};
      else if (const auto *Literal =
                   dyn_cast<CXXBoolLiteralExpr>(E->IgnoreParenImpCasts()))
        Op = {Operand::Constant, 0, U.symbol(Literal->getValue() ? "1" : "0")};
      else if (U.T.matters(T) ||
               (T->isBooleanType() && V.Success == Val::IsTrue))
        Op = load(V);
    }
  }
  if (Op.K == Operand::Unknown && !(E && U.T.matters(E->getType())))
    return;
  emit(Event::Return, E->getExprLoc().isValid() ? E->getExprLoc() : L).Args = {
      Op};
}

/// True if the caller told where to store, by a pointer or reference.
bool FunctionLowering::isOutParameter(Path P) const {
  const ir::PathTable::Node &N = U.P.Paths[P];
  return N.Parent && N.Step == ir::StepKind::Deref &&
         U.P.Paths.isRoot(N.Parent) &&
         U.P.Paths[N.Parent].RootKind == ir::Root::Param;
}

void FunctionLowering::assignment(const BinaryOperator *B) {
  const Expr *Left = B->getLHS();
  QualType T = Left->getType();
  SourceLocation L = B->getOperatorLoc();
  Val Target = eval(Left);
  bool Pointer = T->isPointerType() || T->isMemberPointerType();
  if (B->getOpcode() == BO_Assign)
    replaced(Left, T);
  if (Target.K == Val::Place) {
    if (B->getOpcode() == BO_Assign) {
      if (plainFlag(Left))
        flagStored(B->getRHS(), Target.P, /*Plain=*/true, L);
      letGo(Target.P, T, L);
      scalarInto(Target.P, T, B->getRHS());
      if (Pointer && isOutParameter(Target.P))
        leaves(load(B->getRHS()), "store", L);
    }
    if (!Pointer || elementPart(Target.P))
      elementWritten(Target.P, B->getOpcodeStr(), L);
  }
  bool Adds = B->getOpcode() == BO_AddAssign;
  if (Adds || B->getOpcode() == BO_SubAssign)
    if (Path Counter = plainFlag(Left))
      flagCounted(Counter, Adds, /*Plain=*/true, L);
  Expr::EvalResult Amount;
  bool Grows = B->getOpcode() == BO_AddAssign && !Pointer &&
               B->getRHS()->EvaluateAsInt(Amount, U.Context) &&
               Amount.Val.getInt().isStrictlyPositive();
  changed(Left, Grows);
}

void FunctionLowering::crement(const UnaryOperator *E) {
  Val Target = eval(E->getSubExpr());
  if (Target.K == Val::Place && !E->getType()->isPointerType())
    elementWritten(Target.P, UnaryOperator::getOpcodeStr(E->getOpcode()),
                   E->getOperatorLoc());
  if (FlagRead Flag = flagRead(E); Flag.Where)
    flagCounted(Flag.Where, E->isIncrementOp(), /*Plain=*/true,
                E->getOperatorLoc());
  changed(E->getSubExpr(), E->isIncrementOp());
}

void FunctionLowering::changed(const Expr *E, bool Grows) {
  const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
  if (!Ref || Ref->refersToEnclosingVariableOrCapture())
    return;
  if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl()))
    changedVariable(V, false, Grows, E->getExprLoc());
}

void FunctionLowering::changedVariable(const VarDecl *V, bool Declared,
                                       bool Grows, SourceLocation L) {
  if (!V->isLocalVarDeclOrParm() || V->isStaticLocal())
    return;
  std::string Text = variableText(V);
  if (Text.size() < 3)
    return;
  Event &E = emit(Event::Change, L);
  E.Text = U.symbol(llvm::StringRef(Text).drop_front().drop_back());
  E.Flag = Grows;
  if (!Grows && !Declared)
    ShrinkingVariables.insert(E.Text);
}

void FunctionLowering::aggregate(const Expr *E, llvm::ArrayRef<Expr *> Inits) {
  if (const auto *I = dyn_cast<InitListExpr>(E); I && I->isTransparent()) {
    Vals[E] = eval(I->getInit(0));
    return;
  }
  QualType T = E->getType();
  if ((!T->isRecordType() && !T->isArrayType()) || !U.T.matters(T))
    return;
  Path Dest = destination(E, "tmp");
  begin(Dest, T, E->getBeginLoc());
  forParts(T, Inits, Dest, [&](Path Part, QualType Type, const Expr *Init) {
    if (!U.T.record(Type) || Type->isReferenceType()) {
      scalarInto(Part, Type, Init);
      return;
    }
    Val V = eval(Init);
    if (V.K == Val::Value && V.Op.Where != Part)
      store(Part, V.Op, Init->getExprLoc());
  });
  remember(E, Val::value({Operand::Move, Dest, 0}));
}

bool FunctionLowering::armBlock(const Expr *Arm, unsigned &Block) const {
  for (const Expr *E = Arm->IgnoreParens();;) {
    if (auto It = EvaluatedIn.find(E); It != EvaluatedIn.end()) {
      Block = It->second;
      return true;
    }
    const Expr *Inner = E->IgnoreParens();
    if (const auto *C = dyn_cast<CastExpr>(E))
      Inner = C->getSubExpr();
    else if (const auto *C = dyn_cast<ExprWithCleanups>(E))
      Inner = C->getSubExpr();
    else if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(E))
      Inner = M->getSubExpr();
    if (Inner == E)
      return false;
    E = Inner;
  }
}

void FunctionLowering::conditional(const AbstractConditionalOperator *C) {
  const Expr *Arms[] = {C->getTrueExpr(), C->getFalseExpr()};
  if (!U.T.matters(C->getType()) && !C->isGLValue())
    return;
  Val First = eval(Arms[0]), Second = eval(Arms[1]);
  auto Same = [](const Val &A, const Val &B) {
    return A.K == B.K && A.P == B.P && A.Op.K == B.Op.K &&
           A.Op.Where == B.Op.Where && A.Op.Name == B.Op.Name;
  };
  if (Same(First, Second)) {
    remember(C, First);
    return;
  }
  if (C->isPRValue() && Destinations.count(Arms[0]->IgnoreParens()))
    return;
  // Each arm leaves its value in a temporary.
  Path Joined = temporary("cond");
  unsigned Here = Current;
  for (unsigned I : {0u, 1u}) {
    const Val &V = I ? Second : First;
    unsigned Block;
    if (!armBlock(Arms[I], Block))
      continue;
    Current = Block;
    store(Joined,
          V.K == Val::Place && C->isGLValue() ? addressOf(V.P) : load(V),
          Arms[I]->getExprLoc());
  }
  Current = Here;
  remember(C, C->isGLValue() ? Val::place(deref(Joined))
                             : Val::value({Operand::Value, Joined, 0}));
}

} // namespace maprace::lower
