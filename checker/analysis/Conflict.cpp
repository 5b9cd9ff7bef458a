// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which accesses hurt each other.

#include "checker/analysis/Conflict.h"
#include "checker/analysis/Guarded.h"

namespace maprace::analysis {

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

} // namespace maprace::analysis
