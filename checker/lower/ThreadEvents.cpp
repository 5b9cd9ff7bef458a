// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Threads, tasks, executors, and what waits for them.

#include "checker/lower/FunctionLowering.h"

using namespace clang;

namespace maprace::lower {

using ir::Event;
using model::Operation;
using model::Role;
using model::TypeKind;

bool FunctionLowering::threadRole(CallSite &S, const Operation &Op,
                                  const model::Type *T) {
  SourceLocation L = S.E->getExprLoc();
  switch (Op.What) {
  case Role::Spawn:
    spawn(S, Op, T, 0);
    return true;
  case Role::Join:
    if (Path P = subject(S, Op))
      emit(Event::Join, L).Target = P;
    return true;
  case Role::Signal:
  case Role::SignalTasks:
  case Role::Meet:
    if (Path P = subject(S, Op)) {
      Event &E = emit(Event::Signal, L);
      E.Target = P;
      E.Flag = Op.What == Role::SignalTasks;
      if (Op.What == Role::Meet)
        emit(Event::Join, L).Target = P;
    }
    return true;
  case Role::Joinable:
    if (Path P = subject(S, Op)) {
      Path Result = answer(S.E, Val::IsTrue);
      Event &E = emit(Event::Joinable, L);
      E.Target = P;
      E.Result = Result;
    }
    return true;
  case Role::Detach:
    // The handle knows the thread no more.
    if (Path P = subject(S, Op))
      store(P, {}, L);
    return true;
  case Role::GetFuture:
    if (Path Task = subject(S, Op)) {
      Path Future = destination(S.E, "future");
      begin(Future, S.E->getType(), L);
      remember(S.E, Val::value({Operand::Move, Future, 0}));
      Futures[Task] = Future;
    }
    return true;
  default:
    return false;
  }
}

/// True if an argument of a launch policy's type says "later".
bool FunctionLowering::runsLater(const Expr *E) {
  const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
  return Ref && isa<EnumConstantDecl>(Ref->getDecl()) &&
         U.T.models().runsLater(U.N.model(Ref->getDecl()));
}

/// The thread's own copy of an argument.
Argument FunctionLowering::decayed(const Expr *E) {
  Argument A{eval(E), E->getType().getNonReferenceType(), E};
  if (A.Type->isFunctionType() || A.Type->isArrayType()) {
    A.Type = U.Context.getDecayedType(A.Type);
    if (A.V.K == Val::Place)
      A.V = Val::value(addressOf(A.V.P));
    return A;
  }
  if (!U.T.record(A.Type) || !U.T.matters(A.Type))
    return A;
  if (A.V.K == Val::None)
    return A;
  if (U.T.is(A.Type, TypeKind::Pointer) && U.T.exact(A.Type)->SharesTarget &&
      !U.T.exact(A.Type)->OwnsTarget) {
    A.V = Val::value(load(A.V));
    return A;
  }
  Path Copy = temporary("arg");
  SourceLocation L = E->getExprLoc();
  begin(Copy, A.Type, L);
  bool Move = !E->isLValue();
  transfer(Copy, A.Type, A.V, Move, L);
  A.V = Val::value({Operand::Move, Copy, 0});
  return A;
}

void FunctionLowering::spawn(CallSite &S, const Operation &Op,
                             const model::Type *T, Path Result) {
  std::vector<const Expr *> Callables;
  if (!Op.Callables.empty())
    Callables = {argumentAt(S, Op.Callables[0])};
  else
    llvm::copy_if(S.Args, std::back_inserter(Callables),
                  [&](const Expr *A) { return isCallable(A->getType()); });
  if (Callables.empty() || !Callables[0])
    return spawnRoot(S, T);
  for (const Expr *Callable : Callables)
    spawnOne(S, Op, T, Result, Callable);
}

void FunctionLowering::spawnOne(CallSite &S, const Operation &Op,
                                const model::Type *T, Path Result,
                                const Expr *Callable) {
  SourceLocation L = S.E->getExprLoc();
  Path Task = placeIfAny(Callable);
  Argument Called = decayed(Callable);
  CalleeRef C = callable(Called.V, Called.Type, L);
  std::vector<Argument> Args = suppliedArguments(Op, C);
  for (unsigned I = Op.PassFrom; Op.PassFrom >= 0 && I < S.Args.size(); ++I)
    if (!isa<CXXDefaultArgExpr>(S.Args[I]))
      Args.push_back(decayed(S.Args[I]));
  // The handle.
  if (Op.Handle == Operation::TheObject)
    Result = objectOf(S);
  else if (const Expr *Handle = argumentAt(S, Op.Handle))
    Result = Handle->getType()->isPointerType() ? pointee(load(Handle))
                                                : placeOf(Handle);
  else if (!Result && U.T.record(S.E->getType()))
    Result = resultFor(S.E);
  if (!Result && Op.Waits)
    Result = temporary("threads");
  if (!C)
    return;
  if (S.Later) {
    // It runs when its result is asked for, in the thread that asks.
    invoke(Event::Call, C, Args, L);
    return;
  }
  const model::Type *Handle = U.T.exact(S.E->getType());
  Event &E = invoke(Event::Spawn, C, Args, L);
  E.Result = Result;
  E.Many = Op.Many || S.Parallel;
  E.JoinsOnDestroy = Op.HandleJoins || (Handle && Handle->JoinsOnDestroy) ||
                     (T && T->Kind == TypeKind::Thread && T->JoinsOnDestroy);
  E.Serial = serialPlace(S, Op, T);
  if (auto It = Futures.find(Task); Task && It != Futures.end() && Result)
    store(It->second, {Operand::Value, Result, 0}, L);
  if (Op.Waits)
    emit(Event::Join, L).Target = Result;
}

/// The first arguments that the library adds, if the callable takes them.
std::vector<Argument> FunctionLowering::suppliedArguments(const Operation &Op,
                                                          const CalleeRef &C) {
  std::vector<Argument> Args;
  if (!C.Function || C.Function->getNumParams() == 0)
    return Args;
  const CXXRecordDecl *First =
      U.T.record(C.Function->getParamDecl(0)->getType());
  if (First && llvm::is_contained(Op.Supplies, U.N.model(First)))
    Args.push_back({});
  return Args;
}

/// The executor of a task if it runs one task after the other.
ir::Path FunctionLowering::serialPlace(CallSite &S, const Operation &Op,
                                       const model::Type *T) {
  if (S.Object && T && T->Serial)
    return objectOf(S);
  const Expr *A = argumentAt(S, Op.Argument);
  const model::Type *M = A ? U.T.inherited(A->getType()) : nullptr;
  return M && M->Serial ? placeOf(A) : 0;
}

ir::Path FunctionLowering::placeIfAny(const Expr *E) {
  Val V = eval(E);
  return V.K == Val::Place ? V.P : 0;
}

/// A thread base class starts what the derived class overrides.
void FunctionLowering::spawnRoot(CallSite &S, const model::Type *T) {
  Path Object = objectOf(S);
  const Expr *Written = S.Object ? S.Object->IgnoreParenImpCasts() : nullptr;
  if (!T || !Written)
    return;
  QualType Type = Written->getType();
  const CXXRecordDecl *R =
      U.T.record(Type->isPointerType() ? Type->getPointeeType() : Type);
  if (!R || !R->hasDefinition())
    return;
  for (const std::string &Root : T->Roots)
    if (const CXXMethodDecl *M = findMethod(R, Root)) {
      Event &E = emit(Event::Spawn, S.E->getExprLoc());
      E.Callee = U.function(M);
      E.Virtual = true;
      E.Result = Object;
      E.JoinsOnDestroy = T->JoinsOnDestroy;
      E.Args = {addressOf(Object)};
    }
}

const CXXMethodDecl *FunctionLowering::findMethod(const CXXRecordDecl *R,
                                                  llvm::StringRef Name) {
  for (const CXXMethodDecl *M : R->getDefinition()->methods())
    if (M->getIdentifier() && M->getName() == Name)
      return M;
  for (const CXXBaseSpecifier &B : R->getDefinition()->bases())
    if (const CXXRecordDecl *Base = B.getType()->getAsCXXRecordDecl();
        Base && Base->hasDefinition())
      if (const CXXMethodDecl *M = findMethod(Base, Name))
        return M;
  return nullptr;
}

} // namespace maprace::lower
