// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tells what a lock of the user's own does by a look at its code.

#include "checker/lower/OwnLocks.h"

#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace maprace::lower {

using model::Role;

namespace {

/// What the body of an operation does that matters.
struct Look {
  /// It does something to an atomic in a loop.
  bool Waits = false;
  /// It takes a lock, that of Member or, without one, of the object itself.
  bool Takes = false, Found = false;
  const FieldDecl *Member = nullptr;
};

class Reader {
public:
  Reader(Types &T, OwnLocks &Own, Look &Out) : T(T), Own(Own), Out(Out) {}

  void walk(const Stmt *S, bool InLoop) {
    if (!S || isa<LambdaExpr>(S))
      return;
    InLoop |= isa<WhileStmt, DoStmt, ForStmt>(S);
    if (isa<AtomicExpr>(S))
      Out.Waits |= InLoop;
    if (const auto *C = dyn_cast<CallExpr>(S))
      call(C, InLoop);
    for (const Stmt *Child : S->children())
      walk(Child, InLoop);
  }

private:
  void call(const CallExpr *C, bool InLoop);
  void take(const Expr *Lock);

  Types &T;
  OwnLocks &Own;
  Look &Out;
};

void Reader::call(const CallExpr *C, bool InLoop) {
  const FunctionDecl *F = C->getDirectCallee();
  if (!F)
    return;
  if (const auto *M = dyn_cast<CXXMethodDecl>(F); M && M->isInstance()) {
    const Expr *Object = nullptr;
    if (const auto *Member = dyn_cast<CXXMemberCallExpr>(C))
      Object = Member->getImplicitObjectArgument();
    else if (isa<CXXOperatorCallExpr>(C) && C->getNumArgs() != 0)
      Object = C->getArg(0);
    const model::Type *Type = T.exact(M->getParent());
    if (Type && Type->Atomic) {
      Out.Waits |= InLoop;
      return;
    }
    const model::Operation *Op = nullptr;
    if (!Type)
      Op = Own.operation(M);
    else if (M->getIdentifier())
      Op = Type->operation(M->getName(), C->getNumArgs());
    if (Op && Op->What == Role::Lock)
      take(Object);
    return;
  }
  const model::Operation *Op =
      T.models().function(T.names().model(F), C->getNumArgs());
  if (!Op || Op->What != Role::Lock || Op->Argument < 0 ||
      unsigned(Op->Argument) >= C->getNumArgs())
    return;
  const Expr *Lock = C->getArg(Op->Argument)->IgnoreParenImpCasts();
  if (const auto *Address = dyn_cast<UnaryOperator>(Lock);
      Address && Address->getOpcode() == UO_AddrOf)
    take(Address->getSubExpr());
  else
    Out.Takes = true;
}

void Reader::take(const Expr *Lock) {
  Out.Takes = true;
  if (!Lock || Out.Found)
    return;
  Lock = Lock->IgnoreParenImpCasts();
  if (isa<CXXThisExpr>(Lock)) {
    Out.Found = true;
    return;
  }
  const auto *Member = dyn_cast<MemberExpr>(Lock);
  if (!Member || !isa<CXXThisExpr>(Member->getBase()->IgnoreParenImpCasts()))
    return;
  Out.Member = dyn_cast<FieldDecl>(Member->getMemberDecl());
  Out.Found = Out.Member && !Out.Member->getType()->isReferenceType() &&
              !Out.Member->getType()->isPointerType();
}

} // namespace

const model::Operation *OwnLocks::named(const CXXMethodDecl *M) const {
  if (!M->getIdentifier() || !M->isInstance())
    return nullptr;
  return T.models().ownLocks().operation(M->getName(), M->getNumParams());
}

OwnLocks::Lock OwnLocks::decide(const CXXRecordDecl *R) {
  Lock Result;
  bool Unlocks = false, UnlocksShared = false, LocksShared = false;
  Look All;
  for (const CXXMethodDecl *M : R->methods()) {
    const model::Operation *Op = named(M);
    if (!Op)
      continue;
    bool Shared = Op->LockMode == model::Mode::Shared;
    Unlocks |= Op->What == Role::Unlock;
    UnlocksShared |= Op->What == Role::Unlock && Shared;
    LocksShared |= Op->What == Role::Lock && Shared;
    if (Op->What != Role::Lock || !M->hasBody())
      continue;
    const FunctionDecl *Definition = nullptr;
    if (!M->hasBody(Definition) || Definition->isDependentContext())
      continue;
    Reader(T, *this, All).walk(Definition->getBody(), false);
  }
  Result.OneUnlock = LocksShared && !UnlocksShared;
  if (!Unlocks)
    return Result;
  if (All.Found) {
    Result.K = Lock::Wrapper;
    if (!All.Member)
      return Result;
    Result.Inside.push_back(All.Member);
    if (const CXXRecordDecl *Inner = Types::record(All.Member->getType()))
      Result.Inside.append(of(Inner).Inside);
  } else if (All.Waits && !All.Takes) {
    Result.K = Lock::Spinning;
  }
  return Result;
}

OwnLocks::Lock OwnLocks::of(const CXXRecordDecl *R) {
  if (!R || !R->hasDefinition())
    return {};
  R = R->getDefinition();
  if (auto It = Known.find(R); It != Known.end())
    return It->second;
  if (!T.isUserClass(R) || R->isLambda() || R->isDependentContext() ||
      T.exact(R))
    return {};
  // While a class is being decided it is no lock.
  Known[R] = {};
  Lock Decided = decide(R);
  Known[R] = Decided;
  return Decided;
}

const model::Operation *OwnLocks::operation(const CXXMethodDecl *M) {
  const model::Operation *Op = named(M);
  return Op && of(M->getParent()).K != Lock::None ? Op : nullptr;
}

ir::Promise OwnLocks::promise(const CXXMethodDecl *M) {
  const model::Operation *Op = named(M);
  if (!Op || M->getNumParams() != 0 || !T.isUserFunction(M) ||
      T.exact(M->getParent()))
    return ir::Promise::None;
  // A lock is taken and let go.
  bool Locks = false, Unlocks = false;
  for (const CXXMethodDecl *Other : M->getParent()->methods())
    if (const model::Operation *Its = named(Other)) {
      Locks |= Its->What == Role::Lock;
      Unlocks |= Its->What == Role::Unlock;
    }
  if (!Locks || !Unlocks)
    return ir::Promise::None;
  bool Shared = Op->LockMode == model::Mode::Shared;
  switch (Op->What) {
  case Role::Lock:
    return Shared ? ir::Promise::LockShared : ir::Promise::Lock;
  case Role::TryLock:
    return Shared ? ir::Promise::TryLockShared : ir::Promise::TryLock;
  case Role::Unlock:
    return Shared ? ir::Promise::UnlockShared : ir::Promise::Unlock;
  default:
    return ir::Promise::None;
  }
}

} // namespace maprace::lower
