// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Variables by which threads tell each other something: a flag that is set, a
// state that is reached, a counter that arrives. An atomic does so at any time,
// a plain variable only under a lock.

#include "checker/lower/FunctionLowering.h"

using namespace clang;

namespace maprace::lower {

using ir::Event;
using model::Operation;
using model::Role;

/// Locals that hold what locals hold that hold what was read.
static constexpr unsigned MaxHolders = 2;

/// Flags that threads set for each other, and who asks which thread it is.
bool FunctionLowering::flagRole(CallSite &S, const Operation &Op,
                                const model::Type *T) {
  SourceLocation L = S.E->getExprLoc();
  bool Atomic = T && T->Atomic;
  switch (Op.What) {
  case Role::Raise:
    if (Path P = objectOf(S))
      emit(Event::Raise, L).Target = P;
    return true;
  case Role::Raised:
  case Role::Identity: {
    if (Op.What == Role::Identity &&
        (!Atomic || !S.E->getType()->isBooleanType()))
      return false;
    Path P = objectOf(S);
    if (!P)
      return true;
    Path Result = answer(S.E, Val::IsTrue);
    Event &E = emit(Event::Raised, L);
    E.Target = P;
    E.Flag = isRelaxed(S, /*Store=*/false);
    E.Result = Result;
    return true;
  }
  case Role::Await: {
    const Expr *Old = argumentAt(S, 0);
    Path P = objectOf(S);
    if (!P || !Old || number(Old) != 0)
      return true;
    Path Result = temporary("ok");
    Event &E = emit(Event::Raised, L);
    E.Target = P;
    E.Result = Result;
    emit(Event::Assume, L).Target = Result;
    return true;
  }
  case Role::TryLock:
    // Set without a look at what it was.
    if (!Atomic || Scanned.Tested.contains(S.E))
      return false;
    if (Path P = objectOf(S))
      emit(Event::Raise, L).Target = P;
    return true;
  case Role::Exchange:
  case Role::CompareExchange: {
    bool Exchange = Op.What == Role::Exchange;
    const Expr *New = argumentAt(S, Exchange ? 0 : 1);
    if (!Atomic || !New || !New->getType()->isIntegralOrEnumerationType())
      return !Exchange;
    Path P = objectOf(S);
    if (P && number(New) == 0 &&
        (Exchange || New->getType()->isBooleanType())) {
      // It tells whether it was set, and clears it.
      Path Result = answer(S.E, Val::IsTrue);
      Event &Ask = emit(Event::Raised, L);
      Ask.Target = P;
      Ask.Flag = isRelaxed(S, /*Store=*/false);
      Ask.Result = Result;
      flagStored(New, P, isRelaxed(S, /*Store=*/true), L);
      emit(Event::Release, L).Target = P;
      return true;
    }
    if (!P || number(New).value_or(0) == 0)
      return true;
    Path Result = answer(S.E, Exchange ? Val::IsZero : Val::IsTrue);
    Event &E = emit(Event::TryAcquire, L);
    E.Target = P;
    E.Result = Result;
    return true;
  }
  case Role::Reset:
    if (!Atomic || S.Args.empty())
      return false;
    if (isMadeOfNothing(S.Args[0]))
      threadForgotten(objectOf(S), L);
    else
      flagStored(S.Args[0], objectOf(S), isRelaxed(S, /*Store=*/true), L);
    return false;
  case Role::CountUp:
  case Role::CountDown:
    if (Path P = Atomic ? objectOf(S) : 0)
      flagCounted(P, Op.What == Role::CountUp, /*Plain=*/false, L);
    return true;
  case Role::ThisThread:
    if (auto It = Destinations.find(S.E->IgnoreParens());
        It != Destinations.end())
      threadKept(It->second, L);
    return true;
  default:
    return false;
  }
}

/// The variable at \p P gets the value of \p E.
void FunctionLowering::flagStored(const Expr *E, Path P, bool Plain,
                                  SourceLocation L) {
  if (!P)
    return;
  E = uncast(E);
  if (namesThread(E))
    return threadKept(P, L);
  if (const auto *Either = dyn_cast<ConditionalOperator>(E)) {
    flagStored(Either->getTrueExpr(), P, Plain, L);
    return flagStored(Either->getFalseExpr(), P, Plain, L);
  }
  if (!E->getType()->isIntegralOrEnumerationType())
    return;
  std::optional<int64_t> Number = number(E);
  std::string Value = Number ? std::to_string(*Number) : text(E);
  if (Value == "?" && Plain)
    return;
  Event &Raise = emit(Event::Raise, L);
  Raise.Target = P;
  Raise.Flag = Plain;
  if (!E->getType()->isBooleanType() || Number != 1)
    Raise.Args = {{Operand::Constant, 0, U.symbol(Value)}};
}

void FunctionLowering::flagCounted(Path P, bool Up, bool Plain,
                                   SourceLocation L) {
  Event &E = emit(Event::Raise, L);
  E.Target = P;
  E.Flag = Plain;
  E.Args = {{Operand::Constant, 0, U.symbol(Up ? "+" : "-")}};
}

//===-- What is read -----------------------------------------------------===//

/// The variable that \p E is, or is a part of.
static const VarDecl *wholeVariable(const Expr *E) {
  while (const auto *M = dyn_cast<MemberExpr>(E)) {
    if (M->isArrow())
      return nullptr;
    E = M->getBase()->IgnoreParenImpCasts();
  }
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  return Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
}

/// What the call does to an atomic; null if it is none.
const Operation *FunctionLowering::atomicOperation(const CallSite &S) {
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(S.Callee);
  if (!M || !S.Object)
    return nullptr;
  QualType Object = S.Object->IgnoreParenImpCasts()->getType();
  if (S.Arrow)
    Object = Object->getPointeeType();
  const model::Type *T = U.T.ofMethod(Object, M);
  if (!T || !T->Atomic)
    return nullptr;
  size_t Written = llvm::count_if(
      S.Args, [](const Expr *A) { return !isa<CXXDefaultArgExpr>(A); });
  return isa<CXXConversionDecl>(M)
             ? T->operation("(conversion)", 0)
             : T->operation(M->getDeclName().getAsString(), Written);
}

/// \p E gives a number that a counter gives once only: it counts, or calls a
/// function that does no more.
bool FunctionLowering::handsOut(const Expr *E) {
  const auto *C = dyn_cast<CallExpr>(uncast(E));
  if (!C || !C->getType()->isIntegralOrEnumerationType())
    return false;
  const Operation *Op = atomicOperation(site(C));
  if (Op)
    return Op->What == Role::CountUp || Op->What == Role::CountDown;
  const FunctionDecl *F = C->getDirectCallee();
  const auto *Body = F ? dyn_cast_or_null<CompoundStmt>(F->getBody()) : nullptr;
  const auto *Return = Body && Body->size() == 1
                           ? dyn_cast<ReturnStmt>(Body->body_front())
                           : nullptr;
  const Expr *Value = Return ? Return->getRetValue() : nullptr;
  const auto *Inner = Value ? dyn_cast<CallExpr>(uncast(Value)) : nullptr;
  Op = Inner ? atomicOperation(site(Inner)) : nullptr;
  return Op && (Op->What == Role::CountUp || Op->What == Role::CountDown);
}

/// What an atomic's operation adds, and what it returns.
FunctionLowering::FlagRead FunctionLowering::countedFlag(const CallExpr *E) {
  CallSite S = site(E);
  const Operation *Op = atomicOperation(S);
  bool Counts =
      Op && (Op->What == Role::CountUp || Op->What == Role::CountDown);
  if (!Op || (!Counts && Op->What != Role::Identity))
    return {};
  FlagRead Result;
  Result.Where = objectOf(S);
  if (!Counts) {
    Result.Plain = isRelaxed(S, /*Store=*/false);
    return Result;
  }
  const auto *M = cast<CXXMethodDecl>(S.Callee);
  // `++x` and `x += n` return the new value, `x++` the old one.
  bool Operator = isa<CXXOperatorCallExpr>(E);
  bool Step = Operator && M->getOverloadedOperator() != OO_PlusEqual &&
              M->getOverloadedOperator() != OO_MinusEqual;
  Result.Old = Operator ? Step && !S.Args.empty() : true;
  std::optional<int64_t> Amount = Step ? 1 : number(argumentAt(S, 0));
  Result.Added = Amount.value_or(1) * (Op->What == Role::CountUp ? 1 : -1);
  return Result;
}

/// A plain number that others may see, as far as the function shows.
ir::Path FunctionLowering::plainFlag(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  if (!E->getType()->isIntegralOrEnumerationType() || !E->isGLValue() ||
      !isa<MemberExpr, DeclRefExpr>(E))
    return 0;
  if (const VarDecl *Whole = wholeVariable(E);
      Whole && !Whole->hasGlobalStorage() &&
      !Whole->getType()->isReferenceType()) {
    auto It = Captures.find(Whole);
    bool ByReference =
        It != Captures.end() && It->second->getCaptureKind() == LCK_ByRef;
    if (!ByReference && !Scanned.Unstable.contains(Whole))
      return 0;
  }
  return eval(E).P;
}

FunctionLowering::FlagRead FunctionLowering::flagRead(const Expr *E,
                                                      unsigned Depth) {
  E = uncast(E);
  if (const auto *B = dyn_cast<BinaryOperator>(E);
      B && B->getOpcode() == BO_Assign)
    return flagRead(B->getRHS(), Depth);
  if (const auto *C = dyn_cast<CallExpr>(E))
    return countedFlag(C);
  FlagRead Result;
  Result.Plain = true;
  if (const auto *Step = dyn_cast<UnaryOperator>(E);
      Step && Step->isIncrementDecrementOp()) {
    Result.Added = Step->isIncrementOp() ? 1 : -1;
    Result.Old = Step->isPostfix();
    E = Step->getSubExpr();
  }
  Result.Where = plainFlag(E);
  if (Result.Where)
    return Result;
  if (!Result.Added && !LoopTest) {
    Result.Where = ownNumber(E);
    Result.Own = Result.Where != 0;
    if (Result.Own)
      return Result;
  }
  // A local keeps what was read.
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  if (!V || !V->hasInit() || isa<ParmVarDecl>(V) || !V->isLocalVarDecl() ||
      Ref->refersToEnclosingVariableOrCapture() || Depth == MaxHolders ||
      !V->getType()->isIntegralOrEnumerationType())
    return {};
  return flagRead(V->getInit(), Depth + 1);
}

} // namespace maprace::lower
