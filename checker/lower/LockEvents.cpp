// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Locks and the guards that hold them.

#include "checker/lower/Compat.h"
#include "checker/lower/FunctionLowering.h"

#include "clang/AST/DeclTemplate.h"

using namespace clang;

namespace maprace::lower {

using ir::Event;
using model::GuardTag;
using model::Operation;
using model::Role;
using model::TypeKind;

static ir::LockMode modeOf(model::Mode M) {
  return M == model::Mode::Shared ? ir::LockMode::Shared
                                  : ir::LockMode::Exclusive;
}

/// The place that receives the answer of a try.
ir::Path FunctionLowering::answer(const Expr *E, Val::Answer Success) {
  Path P = temporary("ok");
  Told.insert(P);
  Val V = Val::value({Operand::Value, P, 0});
  V.Success = Success;
  remember(E, V);
  return P;
}

const Expr *FunctionLowering::argumentAt(const CallSite &S, int Index) {
  return Index >= 0 && unsigned(Index) < S.Args.size() ? S.Args[Index]
                                                       : nullptr;
}

ir::Path FunctionLowering::subject(CallSite &S, const Operation &Op) {
  const Expr *A = argumentAt(S, Op.Argument);
  if (!A)
    return Op.Argument < 0 ? objectOf(S) : 0;
  if (A->getType()->isPointerType())
    return pointee(load(A));
  if (A->isGLValue())
    return placeOf(A);
  // A handle passed by value stands for the variable it was read from.
  Operand Op1 = load(A);
  return Op1.K == Operand::Value || Op1.K == Operand::Move ? Op1.Where : 0;
}

void FunctionLowering::tryEvent(Path Lock, const Operation &Op,
                                const Expr *Call) {
  Path Result = answer(Call, Op.ZeroIsSuccess ? Val::IsZero : Val::IsTrue);
  Event &E = emit(Event::TryAcquire, Call->getExprLoc());
  E.Target = Lock;
  E.Mode = modeOf(Op.LockMode);
  E.Result = Result;
}

bool FunctionLowering::lockRole(CallSite &S, const Operation &Op,
                                const model::Type *T) {
  SourceLocation L = S.E->getExprLoc();
  switch (Op.What) {
  case Role::Lock:
  case Role::Unlock: {
    Path Lock = subject(S, Op);
    if (!Lock)
      return true;
    Event &E = emit(Op.What == Role::Lock ? Event::Acquire : Event::Release, L);
    E.Target = Lock;
    E.Mode = modeOf(Op.LockMode);
    E.Many = Op.EitherMode;
    return true;
  }
  case Role::TryLock: {
    Path Lock = subject(S, Op);
    if (Lock)
      tryEvent(Lock, Op, S.E);
    return true;
  }
  case Role::Upgrade:
  case Role::Downgrade: {
    if (T && T->Kind == TypeKind::Guard)
      return false;
    Path Lock = subject(S, Op);
    if (!Lock)
      return true;
    bool Up = Op.What == Role::Upgrade;
    Event &Old = emit(Event::Release, L);
    Old.Target = Lock;
    Old.Mode = Up ? ir::LockMode::Shared : ir::LockMode::Exclusive;
    Event &New = emit(Event::Acquire, L);
    New.Target = Lock;
    New.Mode = Up ? ir::LockMode::Exclusive : ir::LockMode::Shared;
    return true;
  }
  case Role::LockAll:
  case Role::TryLockAll:
    lockAll(S, Op.What == Role::TryLockAll);
    return true;
  default:
    return false;
  }
}

ir::Path FunctionLowering::innermostLock(Path P, QualType T) {
  for (const FieldDecl *Member : U.Owned.of(Types::record(T)).Inside)
    P = fieldPlace(P, Member);
  return P;
}

bool FunctionLowering::ownTry(CallSite &S, const CXXMethodDecl *M) {
  const Operation *Op = U.Owned.operation(M);
  if (!Op || Op->What != Role::TryLock)
    return false;
  Path Lock =
      innermostLock(objectOf(S), compat::typeOf(U.Context, M->getParent()));
  if (!Lock)
    return false;
  Path Result = answer(S.E, Val::IsTrue);
  Event &E = emit(Event::TryAcquire, S.E->getExprLoc());
  E.Target = Lock;
  E.Mode = modeOf(Op->LockMode);
  E.Result = Result;
  return true;
}

bool FunctionLowering::ownLockBody() {
  const auto *M = dyn_cast<CXXMethodDecl>(F);
  const Operation *Op = M ? U.Owned.operation(M) : nullptr;
  if (!Op)
    return false;
  OwnLocks::Lock Own = U.Owned.of(M->getParent());
  if (Own.K != OwnLocks::Lock::Spinning)
    return false;
  Out.Blocks.resize(1);
  SourceLocation L = F->getBeginLoc();
  auto Do = [&](Event::Kind K, ir::LockMode Mode) -> Event & {
    Path Lock = thisObject();
    Event &E = emit(K, L);
    E.Target = Lock;
    E.Mode = Mode;
    return E;
  };
  switch (Op->What) {
  case Role::Lock:
    Do(Event::Acquire, modeOf(Op->LockMode));
    return true;
  case Role::Unlock:
    Do(Event::Release, modeOf(Op->LockMode)).Many = Own.OneUnlock;
    return true;
  default:
    // A try is lowered where it is called.
    return true;
  }
}

void FunctionLowering::lockAll(CallSite &S, bool Try) {
  // All or nothing.
  Path Result = Try ? answer(S.E, Val::IsMinusOne) : 0;
  std::vector<Operand> Answers;
  for (const Expr *A : S.Args) {
    const model::Type *T = U.T.inherited(A->getType());
    Path P = placeOf(A);
    if (!P || (!T && !U.T.record(A->getType())))
      continue;
    bool Guard = T && T->Kind == TypeKind::Guard;
    P = innermostLock(P, A->getType());
    Event &E = emit(Guard ? (Try ? Event::GuardTry : Event::GuardLock)
                          : (Try ? Event::TryAcquire : Event::Acquire),
                    S.E->getExprLoc());
    E.Target = P;
    if (!Try)
      continue;
    E.Result = temporary("ok");
    Answers.push_back({Operand::Value, E.Result, 0});
  }
  if (!Try)
    return;
  Event &E = emit(Event::Combine, S.E->getExprLoc());
  E.Result = Result;
  E.Args = std::move(Answers);
  E.Many = true;
}

bool FunctionLowering::isLock(QualType Type, const model::Type &Guard) {
  const model::Type *M = U.T.inherited(Type);
  return (M && M->Kind == TypeKind::Lock) ||
         U.Locks.taker(Guard, U.T.record(Type));
}

bool FunctionLowering::guardRole(CallSite &S, const Operation &Op,
                                 const model::Type *T) {
  Event::Kind Kind;
  switch (Op.What) {
  case Role::GuardLock:
    Kind = Event::GuardLock;
    break;
  case Role::GuardTry:
    Kind = Event::GuardTry;
    break;
  case Role::GuardUnlock:
    Kind = Event::GuardUnlock;
    break;
  case Role::GuardRelease:
    Kind = Event::GuardRelease;
    break;
  case Role::GuardOwns:
    Kind = Event::GuardOwns;
    break;
  case Role::Upgrade:
  case Role::Downgrade:
    if (Path Guard = objectOf(S)) {
      Event &E = emit(Event::GuardLock, S.E->getExprLoc());
      E.Target = Guard;
      E.Flag = true;
      E.Mode = Op.What == Role::Upgrade ? ir::LockMode::Exclusive
                                        : ir::LockMode::Shared;
    }
    return true;
  case Role::GuardMutex:
    return true;
  case Role::GuardSwap:
    swapObjects(objectOf(S), S.Args.empty() ? 0 : placeOf(S.Args[0]),
                S.E->getExprLoc());
    return true;
  default:
    return false;
  }
  Path Guard = objectOf(S);
  if (!Guard || !T)
    return true;
  // It may be told which lock to take.
  if (Kind != Event::GuardUnlock && !S.Args.empty() &&
      isLock(S.Args[0]->getType(), *T))
    constructGuard(T, S.Args, Guard, S.E->getExprLoc(), ir::GuardTake::Defer);
  Path Result = 0;
  if (Kind == Event::GuardTry || Kind == Event::GuardOwns) {
    Result = answer(S.E, Val::IsTrue);
  } else if (Kind == Event::GuardRelease) {
    Result = temporary("ret"); // the lock that the guard forgets
    remember(S.E, Val::value({Operand::Value, Result, 0}));
  }
  Event &E = emit(Kind, S.E->getExprLoc());
  E.Target = Guard;
  E.Result = Result;
  return true;
}

void FunctionLowering::constructGuard(const model::Type *T,
                                      llvm::ArrayRef<const Expr *> Args,
                                      Path Dest, SourceLocation L,
                                      ir::GuardTake Take) {
  ir::LockMode Mode = modeOf(T->GuardMode);
  if (T->ReaderIfFalse >= 0 && unsigned(T->ReaderIfFalse) < Args.size() &&
      number(Args[T->ReaderIfFalse]) == 0)
    Mode = ir::LockMode::Shared;
  std::vector<Operand> Locks;
  for (const Expr *A : Args) {
    QualType Type = A->getType().getNonReferenceType();
    const model::Type *M = U.T.exact(Type);
    if (M && M->Kind == TypeKind::Tag) {
      Take = M->Tag == GuardTag::Defer   ? ir::GuardTake::Defer
             : M->Tag == GuardTag::Adopt ? ir::GuardTake::Adopt
                                         : ir::GuardTake::Try;
      continue;
    }
    if (!Locks.empty() && !T->LocksAll) {
      if (T->TimeIsTry)
        Take = ir::GuardTake::Try;
      continue;
    }
    if (M && M->Kind == TypeKind::Guard) {
      // The locks that another guard has.
      Locks.push_back({Operand::Value, placeOf(A), 0});
      continue;
    }
    bool Pointer = Type->isPointerType();
    Locks.push_back(Pointer ? load(A) : addressOf(placeOf(A)));
    if (const CXXMethodDecl *Locking = U.Locks.taker(
            *T, U.T.record(Pointer ? Type->getPointeeType() : Type)))
      Locks.push_back({Operand::Function, 0, U.function(Locking)});
  }
  if (Locks.empty())
    return;
  Event &E = emit(Event::Guard, L);
  E.Target = Dest;
  E.Mode = Mode;
  E.Take = Take;
  E.Args = std::move(Locks);
}

} // namespace maprace::lower
