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
    // An executor of the user's own, such as a stream over a socket, may run
    // one task after the other.
    if (const Expr *Executor = argumentAt(S, Op.Argument);
        Executor && isUnknownExecutor(Executor))
      return false;
    spawn(S, Op, T, 0);
    return true;
  case Role::RunTasks:
    if (S.Object || Op.Argument >= 0)
      runTasks(S, Op, T);
    else
      runMainLoop(L);
    return true;
  case Role::MoveTo:
    moveTo(S, Op);
    return true;
  case Role::Adopt:
    adoptThread(S, Op);
    return true;
  case Role::Join:
    if (Path P = subject(S, Op)) {
      std::vector<Operand> LetGo;
      if (const Expr *A = argumentAt(S, Op.LetsGo))
        if (Path Guard = placeOf(A))
          LetGo = {addressOf(Guard)};
      Event &E = emit(Event::Join, L);
      E.Target = P;
      E.Args = std::move(LetGo);
      if (T && T->has(Role::Adopt))
        emit(Event::Join, L).Target = index(P, "?");
    }
    return true;
  case Role::Signal:
  case Role::SignalTasks:
  case Role::Meet:
    if (Path P = subject(S, Op)) {
      // A promise signals what it shares with its future.
      if (T && T->Kind == TypeKind::Thread)
        P = deref(P);
      if (Op.What == Role::Meet) {
        meet(P, L);
        return true;
      }
      Event &E = emit(Event::Signal, L);
      E.Target = P;
      E.Flag = Op.What == Role::SignalTasks;
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
      if (T && T->Kind == TypeKind::Thread) {
        allocate(U.Context.VoidTy, Task, L);
        // Others may have used the promise before.
        Out.Blocks[Current].Events.back().Flag = true;
        store(Future, {Operand::Address, deref(Task), 0}, L);
      } else {
        allocate(U.Context.VoidTy, taskState(Task), L);
        store(Future, {Operand::Value, taskState(Task), 0}, L);
      }
    }
    return true;
  default:
    return false;
  }
}

static QualType pointedTo(const Expr *E) {
  QualType T = E->IgnoreParenImpCasts()->getType();
  return T->isPointerType() ? T->getPointeeType() : T;
}

bool FunctionLowering::isUnknownExecutor(const Expr *E) {
  QualType T = pointedTo(E);
  return U.T.record(T) && !U.T.inherited(T);
}

/// The enumerator that \p E is, or null.
static const EnumConstantDecl *enumerator(const Expr *E) {
  const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
  return Ref ? dyn_cast<EnumConstantDecl>(Ref->getDecl()) : nullptr;
}

/// True if an argument of a launch policy's type says "later".
bool FunctionLowering::runsLater(const Expr *E) {
  const EnumConstantDecl *D = enumerator(E);
  return D && U.T.models().runsLater(U.N.model(D));
}

/// The same for "at once".
bool FunctionLowering::runsAtOnce(const Expr *E) {
  const EnumConstantDecl *D = enumerator(E);
  return D && U.T.models().runsAtOnce(U.N.model(D));
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

/// \p E is what a function of the role Bind makes.
bool FunctionLowering::isBound(const Expr *E) {
  if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(E))
    E = M->getSubExpr();
  while (const auto *B = dyn_cast<CXXBindTemporaryExpr>(E->IgnoreImplicit()))
    E = B->getSubExpr();
  const auto *C = dyn_cast<CallExpr>(E->IgnoreImplicit());
  return C && binds(C);
}

bool FunctionLowering::binds(const CallExpr *C) {
  const FunctionDecl *Callee = C->getDirectCallee();
  const Operation *Op =
      Callee ? U.T.models().function(U.N.model(Callee), C->getNumArgs())
             : nullptr;
  if (!Op || Op->What != Role::Bind || Op->Argument < 0)
    return Op && Op->What == Role::Bind;
  // Others may be one under two names.
  const model::Type *Executor =
      U.T.inherited(C->getArg(Op->Argument)->getType());
  return Executor && Executor->Serial && Executor->Kind == TypeKind::Executor;
}

void FunctionLowering::spawn(CallSite &S, const Operation &Op,
                             const model::Type *T, Path Result) {
  if (giveTask(S, Op) || queueTask(S, Op, T))
    return;
  std::vector<const Expr *> Callables;
  if (!Op.Callables.empty())
    Callables = {argumentAt(S, Op.Callables[0])};
  else
    llvm::copy_if(S.Args, std::back_inserter(Callables),
                  [&](const Expr *A) { return isCallee(A); });
  if (Callables.empty() || !Callables[0])
    return spawnRoot(S, Op, T);
  if (spawnRunnable(S, Op, Callables[0]))
    return;
  std::vector<Path> Handles;
  Handles.reserve(Callables.size());
  for (const Expr *Callable : Callables)
    Handles.push_back(spawnOne(S, Op, T, Result, Callable));
  if (!Op.Waits)
    return;
  for (Path Handle : Handles)
    if (Handle)
      emit(Event::Join, S.E->getExprLoc()).Target = Handle;
}

/// What the call gives to \p Callable. A member function without a place of its
/// own among the arguments comes after its object.
std::vector<Argument> FunctionLowering::passed(CallSite &S, const Operation &Op,
                                               const Expr *Callable) {
  std::vector<Argument> Args;
  if (Op.PassFrom < 0)
    return Args;
  unsigned From = Op.PassFrom;
  if (Op.Callables.empty()) {
    unsigned Which = llvm::find(S.Args, Callable) - S.Args.begin();
    if (Which > 0 && Callable->getType()->isMemberFunctionPointerType())
      Args.push_back(decayed(S.Args[Which - 1]));
    From = Which + 1;
  }
  for (unsigned I = From; I < S.Args.size(); ++I)
    if (!isa<CXXDefaultArgExpr>(S.Args[I]))
      Args.push_back(decayed(S.Args[I]));
  return Args;
}

/// Returns the place of the handle, or 0 if nothing was started.
ir::Path FunctionLowering::spawnOne(CallSite &S, const Operation &Op,
                                    const model::Type *T, Path Result,
                                    const Expr *Callable) {
  SourceLocation L = S.E->getExprLoc();
  Argument Called = decayed(Callable);
  CalleeRef C = callable(Called.V, Called.Type, L);
  std::vector<Argument> Args = suppliedArguments(Op, C);
  llvm::append_range(Args, passed(S, Op, Callable));
  // The handle.
  QualType Returned = S.E->getType();
  const model::Type *Handle = U.T.exact(Returned);
  if (Op.Handle == Operation::TheObject)
    Result = objectOf(S);
  else if (const Expr *Where = argumentAt(S, Op.Handle))
    Result = Where->getType()->isPointerType() ? pointee(load(Where))
                                               : placeOf(Where);
  else if (!Result && U.T.record(Returned))
    Result = resultFor(S.E);
  else if (!Result && Returned->isPointerType() &&
           (U.T.is(Returned->getPointeeType(), TypeKind::Thread) ||
            U.T.is(Returned, TypeKind::Thread))) {
    Path Pointer = temporary("ret");
    remember(S.E, Val::value({Operand::Value, Pointer, 0}));
    Result = allocate(Returned->getPointeeType(), Pointer, L);
  }
  if (!Result && Op.Waits)
    Result = temporary("threads");
  if (!C)
    return 0;
  if (S.Later) {
    // It runs when its result is asked for, in the thread that asks.
    invoke(Event::Call, C, Args, L);
    return 0;
  }
  Event &E = invoke(Event::Spawn, C, Args, L);
  E.Result = Result;
  Handles.insert(Result);
  bool One = number(argumentAt(S, Op.Workers)) == 1;
  E.Many = !One && (Op.Many || Op.Served || S.Parallel || Op.Workers >= 0);
  E.Flag = Op.Served;
  E.JoinsOnDestroy = Op.HandleJoins || (Handle && Handle->JoinsOnDestroy) ||
                     (T && T->Kind == TypeKind::Thread && T->JoinsOnDestroy);
  E.Serial = serialPlace(S, Op, T);
  // Who has the task's future waits for the thread.
  const model::Type *Kind = U.T.inherited(Called.Type);
  if (Result && C.Target && Kind && Kind->has(Role::GetFuture))
    store(deref(taskState(C.Target)), {Operand::Value, Result, 0}, L);
  return Result;
}

/// The first arguments that the library adds, if the callable takes them.
std::vector<Argument> FunctionLowering::suppliedArguments(const Operation &Op,
                                                          const CalleeRef &C) {
  std::vector<Argument> Args;
  if (!C.Function || C.Function->getNumParams() == 0)
    return Args;
  QualType Type = C.Function->getParamDecl(0)->getType();
  const CXXRecordDecl *First =
      U.T.record(Type->isPointerType() ? Type->getPointeeType() : Type);
  if (First && llvm::is_contained(Op.Supplies, U.N.model(First)))
    Args.push_back({});
  return Args;
}

/// The executor of a task if it runs one task after the other.
ir::Path FunctionLowering::serialPlace(CallSite &S, const Operation &Op,
                                       const model::Type *T) {
  if (S.Object && T && T->Serial)
    return turns(objectOf(S), *T);
  const Expr *A = argumentAt(S, Op.Argument);
  const model::Type *M = A ? U.T.inherited(A->getType()) : nullptr;
  return M && M->Serial ? turns(placeOf(A), *M) : 0;
}

/// Starts the functions of \p Object that the model \p T says run in a thread,
/// as its class \p R or one below overrides them.
void FunctionLowering::startRoots(const model::Type &T, const CXXRecordDecl *R,
                                  Path Object, Path Handle, SourceLocation L) {
  if (!R || !R->hasDefinition())
    return;
  for (const std::string &Root : T.Roots)
    if (const CXXMethodDecl *M = findMethod(R, Root)) {
      if (T.Queues)
        loopOf(M);
      Event &E = emit(Event::Spawn, L);
      E.Callee = U.function(M);
      E.Virtual = true;
      E.Result = Handle;
      E.JoinsOnDestroy = T.JoinsOnDestroy;
      E.Args = {addressOf(Object)};
    }
}

/// A thread base class starts what the derived class overrides.
void FunctionLowering::spawnRoot(CallSite &S, const Operation &Op,
                                 const model::Type *T) {
  if (!T || !S.Object)
    return;
  Path Object = objectOf(S);
  startRoots(*T, U.T.record(pointedTo(S.Object)), Object, Object,
             S.E->getExprLoc());
  if (Op.Waits)
    emit(Event::Join, S.E->getExprLoc()).Target = Object;
}

/// An object of a class that has its code in a virtual function.
bool FunctionLowering::spawnRunnable(CallSite &S, const Operation &Op,
                                     const Expr *Runnable) {
  QualType Type = pointedTo(Runnable);
  const model::Type *Pointer = U.T.exact(Type);
  if (Pointer && Pointer->Kind == TypeKind::Pointer)
    Type = U.T.pointee(Type);
  else
    Pointer = nullptr;
  const model::Type *M = Type.isNull() ? nullptr : U.T.inherited(Type);
  if (!M || M->Roots.empty())
    return false;
  bool Direct = !Runnable->getType()->isPointerType() && !Pointer;
  Path Object = Direct ? placeOf(Runnable) : pointee(load(Runnable));
  Path Handle = S.Object ? objectOf(S) : temporary("threads");
  startRoots(*M, U.T.record(Type), Object, Handle, S.E->getExprLoc());
  if (Op.Waits)
    emit(Event::Join, S.E->getExprLoc()).Target = Handle;
  return true;
}

/// A group takes over a thread that runs already.
void FunctionLowering::adoptThread(CallSite &S, const Operation &Op) {
  const Expr *Handle = argumentAt(S, Op.Argument);
  Path Group = objectOf(S);
  if (!Handle || !Group)
    return;
  Operand Thread = load(Handle);
  if (Handle->getType()->isPointerType())
    Thread = {Operand::Value, pointee(Thread), 0};
  if (Thread.Where)
    store(index(Group, "?"), Thread, S.E->getExprLoc());
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
