// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A coroutine that is suspended hands what is left of its body to the awaiter,
// as a callable: whoever resumes the handle runs the rest. So the rest becomes
// a function with a closure over what the coroutine's frame keeps.

#include "checker/lower/FunctionLowering.h"
#include "checker/lower/Uses.h"

#include "llvm/ADT/SmallVector.h"

using namespace clang;

namespace maprace::lower {

static const Stmt *bodyOf(const Stmt *S) {
  const auto *Coroutine = dyn_cast_or_null<CoroutineBodyStmt>(S);
  return Coroutine ? Coroutine->getBody() : nullptr;
}

/// The call by which \p S hands its handle to the awaiter.
static const CallExpr *suspendCall(const CoroutineSuspendExpr *S) {
  const Expr *E = S->getSuspendExpr();
  return E ? dyn_cast<CallExpr>(E->IgnoreImplicit()) : nullptr;
}

/// Only an awaiter whose code is in sight tells who resumes. One that returns a
/// handle transfers control to another coroutine, which comes back by itself:
/// the rest is taken to run here.
static bool handsOn(const CallExpr *E) {
  const FunctionDecl *Callee = E->getDirectCallee();
  return Callee && Callee->hasBody() && E->getNumArgs() == 1 &&
         (E->getType()->isVoidType() || E->getType()->isBooleanType());
}

void FunctionLowering::findSuspensions() {
  const Stmt *Body = F ? bodyOf(F->getBody()) : nullptr;
  if (!Body || (Part && Part->Body != Body))
    return;
  llvm::SmallVector<const Stmt *, 32> Stack{Body};
  while (!Stack.empty()) {
    const Stmt *S = Stack.pop_back_val();
    if (!S || isa<LambdaExpr>(S))
      continue;
    if (const auto *Suspend = dyn_cast<CoroutineSuspendExpr>(S))
      if (const CallExpr *Call = suspendCall(Suspend))
        if (U.T.isUserFunction(Call->getDirectCallee()) && handsOn(Call))
          SuspendCalls.insert(Call);
    Stack.append(S->child_begin(), S->child_end());
  }
}

bool FunctionLowering::suspend(const CallSite &S) {
  const auto *Call = dyn_cast<CallExpr>(S.E);
  if (!Call || !SuspendCalls.contains(Call))
    return false;
  SourceLocation L = Call->getExprLoc();
  ir::Loc Where = U.N.loc(L);
  Region Rest;
  Rest.Body = bodyOf(F->getBody());
  Rest.Key = U.N.function(F) + "::(rest:" + std::to_string(Where.Line) + ":" +
             std::to_string(Where.Column) + ")";
  Rest.After = L;
  Rest.ResumedAt = Call;
  UseFinder(Rest).walk(Rest.Body);
  Path Closure = regionClosure(Rest, L);
  remember(Call->getArg(0)->IgnoreParens(),
           Val::value({Operand::Move, Closure, 0}));
  userCall(S);
  Suspensions.push_back({Current, Out.Blocks[Current].Events.size(), Call});
  return true;
}

/// Cuts the blocks where the function is left, and enters the one where a rest
/// begins. Events that nothing leads to any more are dropped.
void FunctionLowering::cutAtSuspensions() {
  if (Suspensions.empty())
    return;
  for (const Suspension &S : llvm::reverse(Suspensions)) {
    unsigned Tail = Out.Blocks.size();
    Out.Blocks.emplace_back();
    ir::Block &Left = Out.Blocks[S.Block], &Rest = Out.Blocks[Tail];
    Rest = Left;
    Rest.Events.erase(Rest.Events.begin(), Rest.Events.begin() + S.Event);
    Left.Events.resize(S.Event);
    Left.Condition = 0;
    Left.Successors.clear();
    auto Exit = BlockNumbers.find(Graph->getExit().getBlockID());
    if (Exit != BlockNumbers.end())
      Left.Successors.push_back(Exit->second);
    if (Part && Part->ResumedAt == S.Call)
      Out.Blocks[0].Successors = {Tail};
  }
  llvm::SmallVector<uint32_t, 16> Stack{0};
  std::vector<bool> Reached(Out.Blocks.size());
  while (!Stack.empty()) {
    uint32_t Block = Stack.pop_back_val();
    if (Reached[Block])
      continue;
    Reached[Block] = true;
    Stack.append(Out.Blocks[Block].Successors.begin(),
                 Out.Blocks[Block].Successors.end());
  }
  for (size_t I = 0; I != Out.Blocks.size(); ++I)
    if (!Reached[I])
      Out.Blocks[I] = {};
}

} // namespace maprace::lower
