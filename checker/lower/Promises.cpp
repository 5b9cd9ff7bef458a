// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What Clang's capability attributes promise of a function: the locks that are
// held on entry, and what it does to locks where its body does not show it.

#include "checker/lower/Capabilities.h"
#include "checker/lower/FunctionLowering.h"

using namespace clang;

namespace maprace::lower {

using ir::Event;

static ir::LockMode modeOf(const Promise &P) {
  return P.Shared ? ir::LockMode::Shared : ir::LockMode::Exclusive;
}

/// The place of a lock as an attribute names it.
ir::Path FunctionLowering::lockPlace(const Expr *E) {
  const Expr *Bare = E->IgnoreParenImpCasts();
  // A getter that says which lock it returns stands for that lock.
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(Bare))
    if (const CXXMethodDecl *M = Call->getMethodDecl();
        M && Call->getImplicitObjectArgument() &&
        isa<CXXThisExpr>(
            Call->getImplicitObjectArgument()->IgnoreParenImpCasts()))
      for (const Promise &P : promises(M))
        if (P.What == Promise::Returns)
          return lockPlace(P.Locks.front());
  Val V = eval(E);
  return U.T.isPointerLike(E->getType()) ? pointee(load(V)) : V.P;
}

/// The places of a promise's locks; the object itself if it names none.
std::vector<ir::Path> FunctionLowering::lockPlaces(const Promise &Any) {
  std::vector<Path> Places;
  if (Any.Locks.empty())
    Places.push_back(thisObject());
  for (const Expr *Lock : Any.Locks)
    Places.push_back(lockPlace(Lock));
  std::erase(Places, Path(0));
  return Places;
}

void FunctionLowering::readRequirements() {
  if (Part)
    return;
  bool MakesGuard = isa<CXXConstructorDecl>(F) &&
                    isScopedLock(cast<CXXConstructorDecl>(F)->getParent());
  for (const Promise &Any : promises(F)) {
    if (Any.What == Promise::Requires && !MakesGuard)
      for (Path Lock : lockPlaces(Any))
        Out.Requires.emplace_back(Lock, modeOf(Any));
    if (Any.What == Promise::Asserts)
      for (Path Lock : lockPlaces(Any))
        Out.Asserts.emplace_back(Lock, modeOf(Any));
  }
}

/// A guard's constructor takes the locks, or takes over or only remembers those
/// that it requires to be held or not held.
void FunctionLowering::promiseGuard(const Promise &Any, SourceLocation L) {
  std::vector<Operand> Locks;
  for (const Expr *Lock : Any.Locks)
    if (Path P = lockPlace(Lock))
      Locks.push_back(addressOf(P));
  if (Locks.empty())
    return;
  Event &E = emit(Event::Guard, L);
  E.Target = thisObject();
  E.Mode = modeOf(Any);
  E.Take = Any.What == Promise::Requires   ? ir::GuardTake::Adopt
           : Any.What == Promise::Excludes ? ir::GuardTake::Defer
           : Any.What == Promise::Tries    ? ir::GuardTake::Try
                                           : ir::GuardTake::Lock;
  E.Args = std::move(Locks);
}

void FunctionLowering::promiseLock(const Promise &Any, SourceLocation L) {
  const auto *M = dyn_cast<CXXMethodDecl>(F);
  bool OfGuard = M && isScopedLock(M->getParent());
  if (OfGuard && isa<CXXConstructorDecl>(F))
    return promiseGuard(Any, L);
  // The end of a guard lets go what it holds.
  if (OfGuard && isa<CXXDestructorDecl>(F))
    return;
  OfGuard &= Any.Locks.empty();
  Event::Kind Kind;
  switch (Any.What) {
  case Promise::Acquires:
    Kind = OfGuard ? Event::GuardLock : Event::Acquire;
    break;
  case Promise::Releases:
    Kind = OfGuard ? Event::GuardUnlock : Event::Release;
    break;
  case Promise::Tries:
    Kind = OfGuard ? Event::GuardTry : Event::TryAcquire;
    break;
  default:
    return;
  }
  for (Path Lock : lockPlaces(Any)) {
    Event &E = emit(Kind, L);
    E.Target = Lock;
    E.Mode = modeOf(Any);
    if (Any.What == Promise::Tries)
      E.Result = temporary("ok");
    E.Many = Any.Generic && !OfGuard;
    if (Path Answer = E.Result)
      emit(Event::Return, L).Args = {{Operand::Value, Answer, 0}};
  }
}

void FunctionLowering::promiseEffects() {
  SourceLocation L = F->getLocation();
  for (const Promise &Any : promises(F)) {
    promiseLock(Any, L);
    if (Any.What == Promise::Returns)
      if (Path Lock = lockPlace(Any.Locks.front()))
        emit(Event::Return, L).Args = {addressOf(Lock)};
  }
}

void FunctionLowering::runDeclaration() {
  readRequirements();
  Out.Declared = true;
  Out.Blocks.assign(1, {});
  Current = 0;
  promiseEffects();
}

/// Something that the function does shows what it does to locks.
bool FunctionLowering::showsLocking() const {
  for (const ir::Block &B : Out.Blocks)
    for (const Event &E : B.Events) {
      if (ir::locks(E.K))
        return true;
      if (E.K != Event::Call)
        continue;
      if (const FunctionDecl *Callee = U.declaration(E.Callee);
          Callee && promisesLocking(Callee))
        return true;
    }
  return false;
}

void FunctionLowering::completePromises() {
  if (!Out.Asserts.empty() && Out.Blocks.empty())
    Out.Blocks.resize(1);
  if (!promisesLocking(F) || showsLocking())
    return;
  if (Out.Blocks.empty())
    Out.Blocks.resize(1);
  bool Tries = llvm::any_of(promises(F), [](const Promise &Any) {
    return Any.What == Promise::Tries;
  });
  if (Tries) {
    // How it is done does not matter; who is told does.
    Out.Blocks.assign(1, {});
    Current = 0;
    return promiseEffects();
  }
  for (Current = 0; Current != Out.Blocks.size(); ++Current)
    if (Out.Blocks[Current].Successors.empty())
      promiseEffects();
}

} // namespace maprace::lower
