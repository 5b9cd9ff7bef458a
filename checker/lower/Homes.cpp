// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Objects that live in a thread: what they are given to do runs there, and
// moves along with them. An object that was moved nowhere is left to the main
// loop. What listens to one at once runs where the object tells of it.
//
// `object.$home` points to the thread, whose elements are its tasks;
// `object.$here` to the object itself as long as it was not moved.

#include "checker/lower/FunctionLowering.h"

using namespace clang;

namespace maprace::lower {

using ir::Event;
using ir::StepKind;
using model::Operation;
using model::Role;
using model::TypeKind;

static QualType objectType(const Expr *E) {
  QualType T = E->IgnoreParenImpCasts()->getType();
  return T->isPointerType() ? T->getPointeeType() : T;
}

bool FunctionLowering::hasHome(QualType T) {
  const model::Type *M = U.T.inherited(T);
  return M && M->has(Role::MoveTo);
}

ir::Path FunctionLowering::part(Path Object, llvm::StringRef Name) {
  return step(Object, StepKind::Field, U.symbol(Name));
}

/// Where those objects are known that were moved nowhere.
ir::Path FunctionLowering::mainLoop() {
  return U.P.Paths.root(ir::Root::Global, U.symbol("$main-loop"));
}

void FunctionLowering::madeHere(Path Object, SourceLocation L) {
  store(part(Object, "$here"), addressOf(Object), L);
}

void FunctionLowering::moveTo(CallSite &S, const Operation &Op) {
  const Expr *To = argumentAt(S, Op.Argument);
  Path Object = objectOf(S);
  if (!To || !Object)
    return;
  SourceLocation L = S.E->getExprLoc();
  Operand Home = load(To);
  store(part(Object, "$here"), {}, L);
  store(part(Object, "$home"), Home, L);
  if (Path Thread = pointee(Home))
    store(index(Thread, "?"),
          {Operand::Value, index(part(Object, "$tasks"), "?"), 0}, L);
}

void FunctionLowering::runMainLoop(SourceLocation L) {
  Path Object = deref(part(deref(index(mainLoop(), "?")), "$here"));
  emit(Event::Call, L).Target = index(part(Object, "$tasks"), "?");
}

/// The name in a text such as `1name(int)`, by which old code speaks of a
/// member function; empty if \p E is none.
static llvm::StringRef namedMember(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  if (const auto *C = dyn_cast<CallExpr>(E); C && C->getNumArgs() == 1)
    E = C->getArg(0)->IgnoreParenImpCasts();
  const auto *Text = dyn_cast<StringLiteral>(E);
  if (!Text || !Text->isOrdinary())
    return {};
  llvm::StringRef Name = Text->getString();
  return Name.take_until([](char C) { return C == '('; }).ltrim("0123456789");
}

/// The member function of \p Object that \p E names, by its address or by a
/// text; 0 if it is none of the user's.
ir::Symbol FunctionLowering::memberNamed(const Expr *E, const Expr *Object) {
  if (E->getType()->isMemberFunctionPointerType()) {
    Operand Op = load(E);
    return Op.K == Operand::Function ? Op.Name : 0;
  }
  llvm::StringRef Name = namedMember(E);
  const CXXRecordDecl *R =
      Object && !Name.empty() ? U.T.record(objectType(Object)) : nullptr;
  const CXXMethodDecl *M =
      R && R->hasDefinition() ? findMethod(R, Name) : nullptr;
  return M && U.T.isUserFunction(M) ? U.function(M) : 0;
}

/// What \p Callable does on \p Object, as a callable of its own.
ir::Path FunctionLowering::taskOn(const Expr *Callable, const Expr *Object,
                                  Path ObjectPlace) {
  SourceLocation L = Callable->getExprLoc();
  if (ir::Symbol Member = memberNamed(Callable, Object)) {
    Path Task = temporary("task");
    emit(Event::Declare, L).Target = Task;
    store(Task, {Operand::Function, 0, Member}, L);
    store(part(Task, "$0"), addressOf(ObjectPlace), L);
    return Task;
  }
  if (!isCallee(Callable))
    return 0;
  Argument Task = decayed(Callable);
  return placeOf(Task.V, Task.Type, L);
}

/// The object at \p Object is given \p Task, to run where it lives.
void FunctionLowering::giveTo(Path Object, Path Task, SourceLocation L) {
  store(index(part(Object, "$tasks"), "?"), {Operand::Value, Task, 0}, L);
  store(index(deref(part(Object, "$home")), "?"), {Operand::Value, Task, 0}, L);
  store(index(mainLoop(), "?"), addressOf(Object), L);
}

/// Where those are kept whom a call of the member function \p Key of \p Object
/// calls at once.
ir::Path FunctionLowering::listeners(Path Object, ir::Symbol Key) {
  return index(part(Object, "$on " + U.P.text(Key)), "?");
}

bool FunctionLowering::giveTask(CallSite &S, const Operation &Op) {
  if (Op.Callables.empty())
    return false;
  const Expr *To = Op.Argument >= 0 ? argumentAt(S, Op.Argument) : S.Object;
  const Expr *Sender = argumentAt(S, Op.Signal - 1);
  if (To ? !hasHome(objectType(To)) : Op.Signal < 0)
    return false;
  const Expr *Callable = argumentAt(S, Op.Callables[0]);
  if (!Callable)
    return true;
  auto PlaceOf = [&](const Expr *E) {
    return E->getType()->isPointerType() ? pointee(load(E)) : placeOf(E);
  };
  Path Object = To == S.Object && To ? objectOf(S) : To ? PlaceOf(To) : 0;
  Path Task = taskOn(Callable, To, Object);
  if (!Task)
    return true;
  SourceLocation L = S.E->getExprLoc();
  bool AtOnce =
      !To || llvm::any_of(S.Args, [&](const Expr *A) { return runsAtOnce(A); });
  if (!AtOnce) {
    if (Object)
      giveTo(Object, Task, L);
    return true;
  }
  Path From = Sender ? PlaceOf(Sender) : 0;
  if (!From)
    return true;
  if (ir::Symbol Signal = memberNamed(S.Args[Op.Signal], Sender)) {
    store(listeners(From, Signal), {Operand::Value, Task, 0}, L);
    return true;
  }
  // A signal of a library's class: a thread tells of itself from within, any
  // other object where it lives.
  const model::Type *M = U.T.inherited(objectType(Sender));
  if (M && M->Kind == TypeKind::Thread)
    store(index(From, "?"), {Operand::Value, Task, 0}, L);
  else
    giveTo(From, Task, L);
  return true;
}

/// \p S calls a function without a body in sight of an object that may have
/// listeners.
void FunctionLowering::tellListeners(const CallSite &S,
                                     const FunctionDecl *Callee) {
  if (!S.Object || Callee->isDefined() ||
      !Callee->getReturnType()->isVoidType())
    return;
  const auto *M = dyn_cast<CXXMethodDecl>(Callee);
  if (!M || M->isVirtual() || M->isStatic() || !hasHome(S.objectType()))
    return;
  Path Object = objectOf(S);
  ir::Symbol Key = U.function(Callee);
  if (Object)
    emit(Event::Call, S.E->getExprLoc()).Target = listeners(Object, Key);
}

/// The thread's own function, which a class may override, runs the tasks that
/// the thread is given.
void FunctionLowering::loopOf(const CXXMethodDecl *Root) {
  if (U.T.isUserFunction(Root))
    return;
  ir::Function Run;
  Run.Key = U.function(Root);
  Run.Display = U.symbol(U.N.display(Root));
  Run.ByValue.push_back(false);
  Run.Where = U.N.loc(Root->getLocation());
  Event Call;
  Call.K = Event::Call;
  Call.Target = index(deref(parameter(0)), "?");
  Call.Where = Run.Where;
  ir::Block Body;
  Body.Events.push_back(std::move(Call));
  Run.Blocks.push_back(std::move(Body));
  U.P.Functions.try_emplace(U.P.text(Run.Key), std::move(Run));
}

} // namespace maprace::lower
