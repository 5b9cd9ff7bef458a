// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Executors whose tasks run in the threads that run the executor, and strands
// over them. A task is stored in the executor; running it calls what is stored.

#include "checker/lower/FunctionLowering.h"

using namespace clang;

namespace maprace::lower {

using ir::Event;
using ir::StepKind;
using model::Operation;
using model::TypeKind;

/// An executor that is made over another, whose threads it uses.
static bool isOverAnother(const model::Type &T) {
  const Operation *Made = T.operation("(constructor)", 1);
  return T.Kind == TypeKind::Executor && Made &&
         Made->What == model::Role::AddressOf;
}

/// The tasks of an executor of type \p Executor run where it is told to run.
bool FunctionLowering::queues(QualType Executor, const model::Type &T) {
  if (!T.Adapts)
    return T.Queues;
  const auto *S =
      dyn_cast_or_null<ClassTemplateSpecializationDecl>(U.T.record(Executor));
  if (!S || S->getTemplateArgs().size() == 0 ||
      S->getTemplateArgs()[0].getKind() != TemplateArgument::Type)
    return false;
  const model::Type *Inner = U.T.exact(S->getTemplateArgs()[0].getAsType());
  return Inner && Inner->Queues;
}

/// Where the executor of a task keeps what it is given, if it keeps it.
ir::Path FunctionLowering::executor(CallSite &S, const Operation &Op,
                                    const model::Type *T,
                                    const model::Type *&Found) {
  const Expr *E = Op.Argument >= 0 ? argumentAt(S, Op.Argument) : S.Object;
  if (!E)
    return 0;
  QualType Type = E->getType();
  if (Type->isPointerType())
    Type = Type->getPointeeType();
  Found = Op.Argument >= 0 || !T ? U.T.inherited(Type) : T;
  if (!Found || !queues(Type, *Found))
    return 0;
  if (Op.Argument < 0 || E->isGLValue()) {
    Path P = Op.Argument < 0 ? objectOf(S) : placeOf(E);
    return P && Found->Kind == TypeKind::Pointer ? deref(P) : P;
  }
  return pointee(load(E));
}

/// What makes the tasks of the executor of type \p T at \p P take turns. Copies
/// of one that is made over another share it.
ir::Path FunctionLowering::turns(Path P, const model::Type &T) {
  return P && isOverAnother(T)
             ? deref(step(P, StepKind::Field, U.symbol("$turns")))
             : P;
}

/// The executor of type \p T at \p P, which is made over that at \p Other.
void FunctionLowering::makeOver(Path P, const model::Type &T, Operand Other,
                                SourceLocation L) {
  store(P, Other, L);
  if (!T.Serial || !isOverAnother(T))
    return;
  allocate(U.Context.VoidTy, step(P, StepKind::Field, U.symbol("$turns")), L);
  // As a person names it: by the variable or member that it was made for.
  std::string Name;
  if (!U.P.Paths.isRoot(P) && U.P.Paths[P].Step == StepKind::Field)
    Name = U.P.text(U.P.Paths[P].Name);
  for (const auto &[Variable, Where] : Locals)
    if (Where == P)
      Name = Variable->getNameAsString();
  if (Name.empty())
    return;
  ir::Field Turns;
  Turns.Key = Out.Blocks[Current].Events.back().Text;
  Turns.Display = U.symbol(Name);
  Turns.Where = U.N.loc(L);
  U.P.Fields.try_emplace(U.P.text(Turns.Key), Turns);
}

/// \p Part by a pointer that the callable at \p Task, which the block at hand
/// has made, holds itself; \p Within is where it will be. So a strand in an
/// object and what the task does to that object are known to belong together,
/// whichever object it is. 0 if it holds no such pointer.
ir::Path FunctionLowering::heldPart(Path Task, Path Within, Path Part) {
  ir::PathTable &Paths = U.P.Paths;
  for (const Event &E : llvm::reverse(Out.Blocks[Current].Events)) {
    if (E.K != Event::Store || E.Args.empty() || !E.Args[0].Where)
      continue;
    Path From = E.Args[0].Where;
    if (E.Target == Task)
      Task = From;
    else if (E.Args[0].K == Operand::Value && !Paths.isRoot(E.Target) &&
             Paths[E.Target].Parent == Task &&
             Paths.hasPrefix(Part, deref(From)))
      return Paths.rebase(Part, deref(From),
                          deref(Paths.rebase(E.Target, Task, Within)));
  }
  return 0;
}

/// A callable that runs \p Task while it holds \p Strand. As argument number
/// \p Supplied.Index, unless that is -1, the task gets an object that uses what
/// the strand uses.
ir::Path FunctionLowering::serialised(Path Strand, Path Task,
                                      SuppliedUser Supplied, SourceLocation L) {
  ir::Loc Where = U.N.loc(L);
  std::string Key = U.N.function(F) + "::(task:" + std::to_string(Where.Line) +
                    ":" + std::to_string(Where.Column) + ")";
  ir::Symbol Executor = U.symbol(Key + "::$strand");
  ir::Symbol Inner = U.symbol(Key + "::$task");
  ir::Function Run;
  Run.Key = U.symbol(Key);
  Run.Display = U.symbol(U.N.display(F));
  Run.CallOperator = true;
  Run.ByValue.push_back(false);
  Run.Where = Where;
  Path Self = deref(parameter(0));
  Event Take, Call, LetGo;
  Take.K = Event::Acquire;
  Call.K = Event::Call;
  LetGo.K = Event::Release;
  Call.Target = step(Self, StepKind::Field, Inner);
  Take.Target = heldPart(Task, Call.Target, Strand);
  if (!Take.Target)
    Take.Target = deref(step(Self, StepKind::Field, Executor));
  LetGo.Target = Take.Target;
  ir::Symbol User = U.symbol(Key + "::supplied");
  if (Supplied.Index >= 0) {
    Path Place = step(Self, StepKind::Field, User);
    Call.Args.resize(Supplied.Index + 1);
    Call.Args.back() = Supplied.ByReference ? addressOf(Place)
                                            : Operand{Operand::Value, Place, 0};
  }
  Take.Where = Call.Where = LetGo.Where = Where;
  ir::Block Body;
  Body.Events = {Take, Call, LetGo};
  Run.Blocks.push_back(std::move(Body));
  U.P.Functions.try_emplace(Key, std::move(Run));

  Path Closure = temporary("task");
  emit(Event::Declare, L).Target = Closure;
  store(Closure, {Operand::Function, 0, U.symbol(Key)}, L);
  store(step(Closure, StepKind::Field, Executor), addressOf(Strand), L);
  store(step(Closure, StepKind::Field, Inner), {Operand::Move, Task, 0}, L);
  if (Supplied.Index >= 0)
    store(step(Closure, StepKind::Field, User), {Operand::Value, Strand, 0}, L);
  return Closure;
}

/// A callable that, whoever runs it, takes turns with the tasks of an executor.
void FunctionLowering::bindTo(CallSite &S, const Operation &Op) {
  SourceLocation L = S.E->getExprLoc();
  const Expr *Executor = argumentAt(S, Op.Argument);
  const Expr *Callable =
      argumentAt(S, Op.Callables.empty() ? -1 : Op.Callables[0]);
  if (!Executor || !Callable)
    return;
  if (!isBound(S.E) || !isCallee(Callable))
    return callableEscapes(Callable);
  Argument Task = decayed(Callable);
  Path Kept = placeOf(Task.V, Task.Type, L);
  Path Strand = turns(placeOf(Executor), *U.T.inherited(Executor->getType()));
  if (!Kept || !Strand)
    return;
  Path P = destination(S.E, "bind");
  begin(P, S.E->getType(), L);
  remember(S.E, Val::value({Operand::Move, P, 0}));
  store(P, {Operand::Move, serialised(Strand, Kept, {}, L), 0}, L);
}

FunctionLowering::SuppliedUser
FunctionLowering::suppliedUser(const Operation &Op, const Argument &Task,
                               SourceLocation L) {
  SuppliedUser Result{Op.SuppliesUser};
  if (Result.Index < 0)
    return Result;
  const FunctionDecl *Code = callable(Task.V, Task.Type, L).Function;
  if (Code && Code->getNumParams() > unsigned(Result.Index))
    Result.ByReference =
        Code->getParamDecl(Result.Index)->getType()->isReferenceType();
  return Result;
}

bool FunctionLowering::queueTask(CallSite &S, const Operation &Op,
                                 const model::Type *T) {
  const model::Type *Found = nullptr;
  Path Queue = executor(S, Op, T, Found);
  if (!Queue || Found->Kind == TypeKind::Thread)
    return false;
  SourceLocation L = S.E->getExprLoc();
  for (unsigned I = 0; I < S.Args.size(); ++I) {
    const Expr *Callable = S.Args[I];
    if (int(I) == Op.Argument || !isCallee(Callable))
      continue;
    Argument Task = decayed(Callable);
    Path Kept = placeOf(Task.V, Task.Type, L);
    if (!Kept)
      continue;
    Path To = Queue;
    SuppliedUser Supplied = suppliedUser(Op, Task, L);
    if (Found->Serial && Found->Kind == TypeKind::Pointer) {
      Kept = serialised(U.P.Paths[Queue].Parent, Kept, Supplied, L);
    } else if (Found->Serial) {
      Kept = serialised(turns(Queue, *Found), Kept, Supplied, L);
      To = deref(Queue);
    }
    store(index(To, "?"), {Operand::Move, Kept, 0}, L);
  }
  return true;
}

void FunctionLowering::runTasks(CallSite &S, const Operation &Op,
                                const model::Type *T) {
  const model::Type *Found = nullptr;
  if (Path Queue = executor(S, Op, T, Found))
    emit(Event::Call, S.E->getExprLoc()).Target = index(Queue, "?");
}

} // namespace maprace::lower
