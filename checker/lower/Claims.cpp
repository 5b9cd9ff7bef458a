// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Atomics and semaphores that are used as locks. An atomic number is a lock to
// whoever sets it from 0 to something else, until 0 is stored again. How a
// semaphore is used is told by how many it lets pass at first: one, and it is
// a lock; none, and it is a signal; more, and it guards nothing.

#include "checker/lower/FunctionLowering.h"

using namespace clang;

namespace maprace::lower {

using ir::Event;
using model::Operation;
using model::Role;

/// The value of a constant number.
std::optional<int64_t> FunctionLowering::number(const Expr *E) {
  Expr::EvalResult Result;
  if (!E || E->isValueDependent() ||
      !E->getType()->isIntegralOrEnumerationType() ||
      !E->EvaluateAsInt(Result, U.Context))
    return std::nullopt;
  const llvm::APSInt &Value = Result.Val.getInt();
  return Value.isRepresentableByInt64() ? std::optional(Value.getExtValue())
                                        : std::nullopt;
}

/// The old value tells whether it was 0.
bool FunctionLowering::claim(CallSite &S, const Expr *New) {
  std::optional<int64_t> To = number(New);
  if (!To || !S.E->getType()->isIntegralOrEnumerationType())
    return false;
  const Expr *Atomic = S.Object ? S.Object : argumentAt(S, 0);
  Path Lock = S.Object ? objectOf(S)
              : Atomic && Atomic->getType()->isPointerType()
                  ? pointee(load(Atomic))
                  : 0;
  if (!Lock)
    return false;
  if (*To == 0) {
    emit(Event::Release, S.E->getExprLoc()).Target = Lock;
    return true;
  }
  Operation Op;
  Op.ZeroIsSuccess = true;
  tryEvent(Lock, Op, S.E);
  return true;
}

/// Compares with a variable that was made to hold 0.
bool FunctionLowering::compareAndClaim(CallSite &S) {
  const Expr *Expected = argumentAt(S, 0);
  std::optional<int64_t> To = number(argumentAt(S, 1));
  if (!Expected || !To || *To == 0)
    return false;
  const auto *Ref = dyn_cast<DeclRefExpr>(Expected->IgnoreParenImpCasts());
  const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  if (!V || number(V->getInit()) != 0)
    return false;
  if (Path Lock = objectOf(S))
    tryEvent(Lock, Operation(), S.E);
  return true;
}

bool FunctionLowering::giveUp(CallSite &S) {
  if (!S.Object || number(argumentAt(S, 0)) != 0)
    return false;
  Path Lock = objectOf(S);
  if (S.E->isGLValue())
    remember(S.E, Val::place(Lock));
  if (Lock)
    emit(Event::Release, S.E->getExprLoc()).Target = Lock;
  return true;
}

/// What the one argument of an initialiser says.
static const Expr *onlyArgument(const Expr *Init) {
  while (Init) {
    Init = Init->IgnoreParenImpCasts();
    if (const auto *D = dyn_cast<CXXDefaultInitExpr>(Init))
      Init = D->getExpr();
    else if (const auto *C = dyn_cast<ExprWithCleanups>(Init))
      Init = C->getSubExpr();
    else if (const auto *C = dyn_cast<CXXConstructExpr>(Init);
             C && C->getNumArgs() >= 1)
      Init = C->getArg(0);
    else if (const auto *L = dyn_cast<InitListExpr>(Init);
             L && L->getNumInits() == 1)
      Init = L->getInit(0);
    else
      break;
  }
  return Init;
}

static const Expr *initialiser(const FieldDecl *Field) {
  for (const CXXConstructorDecl *C :
       cast<CXXRecordDecl>(Field->getParent())->ctors())
    if (const FunctionDecl *Body = C->getDefinition())
      for (const CXXCtorInitializer *I :
           cast<CXXConstructorDecl>(Body)->inits())
        if (I->getMember() == Field)
          return I->getInit();
  return Field->hasInClassInitializer() ? Field->getInClassInitializer()
                                        : nullptr;
}

std::optional<int64_t> FunctionLowering::initialPermits(const Expr *Semaphore) {
  const Expr *E = Semaphore->IgnoreParenImpCasts();
  if (const auto *Address = dyn_cast<UnaryOperator>(E);
      Address && Address->getOpcode() == UO_AddrOf)
    E = Address->getSubExpr()->IgnoreParenImpCasts();
  const Expr *Init = nullptr;
  if (const auto *M = dyn_cast<MemberExpr>(E)) {
    if (const auto *Field = dyn_cast<FieldDecl>(M->getMemberDecl());
        Field && isa<CXXRecordDecl>(Field->getParent()))
      Init = initialiser(Field);
  } else if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl()))
      Init = V->getAnyInitializer();
  }
  return number(onlyArgument(Init));
}

bool FunctionLowering::permitRole(CallSite &S, const Operation &Op) {
  if (Op.What != Role::TakePermit && Op.What != Role::TryPermit &&
      Op.What != Role::GivePermit)
    return false;
  Path P = subject(S, Op);
  const Expr *Semaphore =
      Op.Argument < 0 ? S.Object : argumentAt(S, Op.Argument);
  if (!P || !Semaphore)
    return true;
  std::optional<int64_t> Permits = initialPermits(Semaphore);
  if (Permits.value_or(0) > 1)
    return true;
  SourceLocation L = S.E->getExprLoc();
  bool Lock = Permits.value_or(1) == 1, Signal = Permits.value_or(0) == 0;
  switch (Op.What) {
  case Role::TakePermit:
    if (Signal)
      emit(Event::Join, L).Target = P;
    if (Lock)
      emit(Event::Acquire, L).Target = P;
    return true;
  case Role::TryPermit:
    if (Lock)
      tryEvent(P, Op, S.E);
    return true;
  default:
    if (Signal) {
      Event &E = emit(Event::Signal, L);
      E.Target = P;
      // Each lets one pass: what is done again later is not over.
      E.Many = true;
    }
    if (Lock)
      emit(Event::Release, L).Target = P;
    return true;
  }
}

} // namespace maprace::lower
