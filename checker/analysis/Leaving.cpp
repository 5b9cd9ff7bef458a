// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// References into maps that leave the critical section in which they were
// found: kept in a variable and used later, returned, or stored for the caller.

#include "checker/analysis/Frame.h"

namespace maprace::analysis {

using ir::AccessKind;
using ir::StepKind;

/// The map whose element the event's target is, or 0.
static Path mapOfElement(const State &S, const ir::PathTable &Paths,
                         Path Element) {
  for (Path Place : S.resolve(Element))
    if (!Paths.isRoot(Place) && Paths[Place].Step == StepKind::Index)
      return Paths[Place].Parent;
  return 0;
}

/// A variable receives a pointer or reference: under which locks?
void Frame::keep(const State &S, const ir::Event &E) {
  if (!Recording || !P.Paths.isRoot(E.Target) ||
      P.Paths[E.Target].RootKind != ir::Root::Local)
    return;
  LockSet Now = S.Locks;
  // What is copied from another such variable was found when that was set.
  if (Path From = E.Args[0].Where; From && E.Args[0].K != ir::Operand::Address)
    if (auto It = KeptUnder.find(From); It != KeptUnder.end())
      Now = It->second;
  auto [It, New] = KeptUnder.try_emplace(E.Target, Now);
  if (!New)
    It->second.join(Now);
}

/// Moves the locks that are in \p Found and of which none is left from what is
/// held at \p A to what it dropped.
static void drop(Access &A, const LockSet &Found) {
  for (const HeldLock &H : Found) {
    if (H.held() && !H.Once && !A.Locks.holds(H.Lock))
      A.Dropped.apply(H);
  }
}

/// An element is read or changed through a variable that was set under locks
/// that are not held any more.
void Frame::useKept(State &S, const ir::Event &E, Access A) {
  auto Kept = KeptUnder.find(P.Paths[E.Target].Top);
  Path Map = mapOfElement(S, P.Paths, E.Target);
  if (Kept == KeptUnder.end() || !Map)
    return;
  drop(A, Kept->second);
  if (A.Dropped.empty())
    return;
  A.Kind = AccessKind::Escape;
  A.Target = A.Named = Map;
  note(S, A, {});
}

/// An element's address goes to the caller. Which locks the caller still holds
/// is known at the end.
void Frame::leave(const State &S, const ir::Event &E, Access A) {
  A.Target = A.Named = mapOfElement(S, P.Paths, E.Target);
  if (A.Target)
    Leaving.push_back(std::move(A));
}

void Frame::noteLeaving(State &Exit) {
  for (Access &A : Leaving) {
    LockSet There = A.Locks;
    A.Locks = Exit.Locks;
    drop(A, There);
    if (!A.Dropped.empty())
      note(Exit, A, {});
  }
}

} // namespace maprace::analysis
