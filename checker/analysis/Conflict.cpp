// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which accesses hurt each other, and what keeps them apart.

#include "checker/analysis/Conflict.h"
#include "checker/analysis/Flags.h"
#include "checker/analysis/Guarded.h"
#include "checker/analysis/Meetings.h"

namespace maprace::analysis {

using ir::StepKind;

bool mayEnd(const Racer &Remover, const Racer &Escape) {
  const Access &Act = Escape.At;
  Removal Removes = Remover.At.Removes;
  if (Act.Kind != ir::AccessKind::Escape)
    return false;
  if (Act.Decided.valid())
    return Act.KeyThere ? Removes == Removal::Some || Removes == Removal::All
                        : Remover.At.writes();
  if (Removes == Removal::None)
    return false;
  bool SameCode =
      Remover.At.Function == Escape.At.Function ||
      (Remover.By && Escape.By && Remover.By->Runs == Escape.By->Runs);
  return Removes != Removal::Some || !SameCode;
}

static bool endsUnderLock(const ir::Program &P, const Racer &Remover,
                          const Racer &Escape) {
  return mayEnd(Remover, Escape) &&
         protection(P, Escape.At.Target, Escape.At.Dropped, Remover.At.Target,
                    Remover.At.Locks) == Protection::Guarded;
}

bool conflict(const ir::Program &P, const Racer &A, const Racer &B) {
  return (A.At.writes() && (B.At.writes() || B.At.reads())) ||
         (B.At.writes() && A.At.reads()) || endsUnderLock(P, A, B) ||
         endsUnderLock(P, B, A);
}

/// A construct that runs a callable many times at once hands each run its own
/// index or element, so an index made from the callable's parameter is another
/// each time, if \p Self. A number that is handed out once is so anyway.
static bool ownIndex(const ir::Program &P, Path A, Path B, bool Self) {
  for (; !P.Paths.isRoot(A) && !P.Paths.isRoot(B);
       A = P.Paths[A].Parent, B = P.Paths[B].Parent) {
    if (P.Paths[A].Step != StepKind::Index ||
        P.Paths[A].Name != P.Paths[B].Name)
      continue;
    const std::string &Text = P.text(P.Paths[A].Name);
    if (Text == ir::OwnNumber ||
        (Self &&
         (Text == ir::EachElement || Text.find("{p") != std::string::npos)))
      return true;
  }
  return false;
}

finding::Verdict judge(const ir::Program &P, const Racer &A, const Racer &B,
                       bool Self, Path &Lock) {
  using finding::Verdict;
  if (!conflict(P, A, B))
    return Verdict::BothRead;
  bool SameCode = Self || (A.By && B.By && A.By->Runs == B.By->Runs);
  bool Meet = SameCode && haveMet(A.At, B.At);
  if (takeTurns(P, A.At, B.At, Self))
    return Verdict::Ordered;
  if (Meet ? meetBetween(P, A.At, B.At) ||
                 withoutMeetings(P, A.At).orderedWith(withoutMeetings(P, B.At))
           : A.At.orderedWith(B.At))
    return Verdict::Ordered;
  if (!maySame(P, A.At.Target, B.At.Target) ||
      differByIndex(P, A.At.Via, B.At.Via))
    return Verdict::OtherObject;
  // A task that is put where threads take one each, with an object of its own.
  bool OwnTask = Self && A.At.TakenBy && A.At.TakenBy == B.At.TakenBy &&
                 A.At.Target == B.At.Target;
  if (OwnTask || ownIndex(P, A.At.Target, B.At.Target, Self))
    return Verdict::OwnElement;
  if (neverTwo(P, A.At.Locks, B.At.Locks, Self, Meet))
    return Verdict::OneOfThem;
  if (protection(P, A.At.Target, A.At.Locks, B.At.Target, B.At.Locks, &Lock) ==
      Protection::Guarded)
    return Verdict::CommonLock;
  return Verdict::Races;
}

} // namespace maprace::analysis
