// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Directives that run a part of a function's body in threads, or in one thread
// at a time. The part becomes a function with a closure over what it uses.

#include "checker/lower/Compat.h"
#include "checker/lower/FunctionLowering.h"
#include "checker/lower/Uses.h"

#include "llvm/ADT/SmallVector.h"

using namespace clang;

namespace maprace::lower {

using ir::Event;
using ir::StepKind;

namespace {

/// Variables of which each thread has its own.
template <typename Clause>
void ownVariables(const OMPExecutableDirective *D, UseFinder &Uses) {
  for (const auto *C : D->getClausesOfKind<Clause>())
    for (const Expr *E : compat::variables(*C))
      if (const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts()))
        if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl()))
          Uses.own(V);
}

} // namespace

/// A team all of whose work one thread does.
static bool isOnesWork(const Stmt *Body) {
  while (const auto *C = dyn_cast_or_null<CompoundStmt>(Body)) {
    if (C->size() != 1)
      return false;
    Body = C->body_front();
  }
  return isa_and_nonnull<OMPSingleDirective, OMPMasterDirective,
                         OMPMaskedDirective>(Body);
}

ir::Path FunctionLowering::selfPointer() {
  if (!Part)
    return parameter(0);
  return step(deref(parameter(0)), StepKind::Field,
              U.symbol(Part->Key + "::this"));
}

/// A region keeps them in its closure, for those who wait at its end.
ir::Path FunctionLowering::taskHandles() {
  if (!OwnTasks)
    OwnTasks = Part ? step(deref(parameter(0)), StepKind::Field,
                           U.symbol(Part->Key + "::$tasks"))
                    : temporary("tasks");
  return OwnTasks;
}

void FunctionLowering::meet(SourceLocation L) {
  ir::Loc Where = U.N.loc(L);
  Path Barrier = U.P.Paths.root(
      ir::Root::Global,
      U.symbol(U.N.function(F) + "::(barrier:" + std::to_string(Where.Line) +
               ":" + std::to_string(Where.Column) + ")"));
  meet(Barrier, L);
}

void FunctionLowering::meet(Path Barrier, SourceLocation L) {
  emit(Event::Signal, L).Target = Barrier;
  Event &Together = emit(Event::Join, L);
  Together.Target = Barrier;
  Together.Flag = true;
}

ir::Path FunctionLowering::regionCapture(Path Closure, const Region &R,
                                         const VarDecl *V) {
  return step(Closure, StepKind::Field,
              U.symbol(R.Key + "::" + V->getNameAsString()));
}

void FunctionLowering::lowerRegion(const Region &R, SourceLocation L) {
  ir::Function Inner;
  Inner.Key = U.symbol(R.Key);
  Inner.Display = U.symbol(U.N.display(F));
  Inner.Where = U.N.loc(L);
  Inner.CallOperator = true;
  Inner.ByValue.push_back(false);
  // A part that is left again and again mentions itself.
  auto [Known, New] = U.P.Functions.try_emplace(R.Key);
  if (!New)
    return;
  FunctionLowering Lowering(U, F, Inner, &R);
  if (Lowering.run())
    Known->second = std::move(Inner);
  else
    U.P.Functions.erase(Known);
}

/// Makes what \p R uses from outside, and lowers it.
ir::Path FunctionLowering::regionClosure(Region &R, SourceLocation L) {
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  R.CapturesThis |= Method && Method->getParent()->isLambda();
  Path Closure = temporary("region");
  emit(Event::Declare, L).Target = Closure;
  store(Closure, {Operand::Function, 0, U.symbol(R.Key)}, L);
  if (R.CapturesThis && Method && Method->isInstance())
    store(step(Closure, StepKind::Field, U.symbol(R.Key + "::this")),
          {Operand::Value, selfPointer(), 0}, L);
  for (const VarDecl *V : R.Captures) {
    Val Outside = reference(V, true);
    if (Outside.K == Val::Place)
      store(regionCapture(Closure, R, V), addressOf(Outside.P), L);
  }
  lowerRegion(R, L);
  return Closure;
}

void FunctionLowering::directive(const OMPExecutableDirective *D) {
  SourceLocation L = D->getBeginLoc();
  OpenMPDirectiveKind Kind = D->getDirectiveKind();
  bool Parallel = isOpenMPParallelDirective(Kind);
  bool Sections = isa<OMPSectionsDirective, OMPParallelSectionsDirective>(D);
  bool Meets = !Parallel && !D->hasClausesOfKind<OMPNowaitClause>() &&
               (isOpenMPWorksharingDirective(Kind) || Sections ||
                isa<OMPSingleDirective, OMPBarrierDirective>(D)) &&
               !isa<OMPSectionDirective>(D);
  if (isa<OMPTaskwaitDirective>(D))
    emit(Event::Join, L).Target = taskHandles();
  if (!isOutlined(D)) {
    if (Meets)
      meet(L);
    return;
  }
  ir::Loc Where = U.N.loc(L);
  Region R;
  R.Body = D->getRawStmt();
  R.Key = U.N.function(F) + "::(region:" + std::to_string(Where.Line) + ":" +
          std::to_string(Where.Column) + ")";
  UseFinder Uses(R);
  ownVariables<OMPPrivateClause>(D, Uses);
  ownVariables<OMPFirstprivateClause>(D, Uses);
  ownVariables<OMPLastprivateClause>(D, Uses);
  ownVariables<OMPReductionClause>(D, Uses);
  ownVariables<OMPLinearClause>(D, Uses);
  Uses.walk(R.Body);
  Path Closure = regionClosure(R, L);

  bool Task = isOpenMPTaskingDirective(Kind) || isa<OMPSectionDirective>(D);
  bool Spawns = (Parallel && !Sections) || Task;
  Path Lock = 0;
  if (!Parallel && !Task && !isa<OMPTaskgroupDirective>(D)) {
    // One thread at a time: by the name of the section, in any ordered section
    // of the loop, or this one alone.
    std::string Name = R.Key;
    if (const auto *Critical = dyn_cast<OMPCriticalDirective>(D))
      Name =
          "(critical:" + Critical->getDirectiveName().getName().getAsString() +
          ")";
    else if (isa<OMPOrderedDirective>(D))
      Name = "(ordered:" + U.N.function(F) + ")";
    Lock = U.P.Paths.root(ir::Root::Global, U.symbol(Name));
    emit(Event::Acquire, L).Target = Lock;
  }
  Path Started = step(Closure, StepKind::Field, U.symbol(R.Key + "::$tasks"));
  Path Threads = Task ? taskHandles() : Spawns ? temporary("threads") : 0;
  Event &Run = emit(Spawns ? Event::Spawn : Event::Call, L);
  Run.Callee = U.symbol(R.Key);
  Run.Args = {addressOf(Closure)};
  Run.Result = Threads;
  Run.Many = (Parallel && !Sections && !isOnesWork(R.Body)) ||
             isOpenMPTaskLoopDirective(Kind);
  if (Lock)
    emit(Event::Release, L).Target = Lock;
  if (Task)
    return;
  if (Threads)
    emit(Event::Join, L).Target = Threads;
  if (isa<OMPCriticalDirective, OMPOrderedDirective>(D))
    return;
  // Tasks are over where a team meets; else whoever runs this waits for them.
  if (Parallel || Meets || isa<OMPTaskgroupDirective>(D))
    emit(Event::Join, L).Target = Started;
  else
    store(index(taskHandles(), "?"), {Operand::Value, Started, 0}, L);
  if (Meets)
    meet(L);
}

} // namespace maprace::lower
