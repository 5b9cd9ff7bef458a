// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Joining abstract values.

#include "checker/analysis/Values.h"

namespace maprace::analysis {

/// A guard that one way made and the other did not may or may not own.
static void joinGuards(std::optional<GuardValue> &Mine,
                       const std::optional<GuardValue> &Theirs) {
  if (!Mine && !Theirs)
    return;
  if (!Mine || !Theirs) {
    if (!Mine)
      Mine = Theirs;
    if (Mine->State == Owned::Yes)
      Mine->State = Owned::Maybe;
    else if (Mine->State != Owned::Maybe)
      Mine->State = Owned::No;
    return;
  }
  if (Mine->Locks.empty())
    Mine->Locks = Theirs->Locks;
  if (Mine->State != Theirs->State || Mine->Locks != Theirs->Locks)
    if (!Theirs->Locks.empty())
      Mine->State = Owned::Maybe;
}

void Value::join(const Value &Other) {
  Pointees.unite(Other.Pointees);
  Origins.unite(Other.Origins);
  Pointees.limit(MaxTargets);
  Origins.limit(MaxTargets);
  Functions.unite(Other.Functions);
  Threads.unite(Other.Threads);
  JoinsOnDestroy |= Other.JoinsOnDestroy;
  if (Number != Other.Number)
    Number = 0;
  joinGuards(Guard, Other.Guard);
  if (Cond != Other.Cond)
    Cond.reset();
}

} // namespace maprace::analysis
