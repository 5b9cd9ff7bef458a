// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Phases between meetings.

#include "checker/analysis/Meetings.h"

namespace maprace::analysis {

Path phaseAfter(ir::Program &P, Path Barrier, ir::Loc Where) {
  return P.Paths.step(Barrier, ir::StepKind::Field,
                      P.Symbols.intern("$met " + std::to_string(Where.File) +
                                       ":" + std::to_string(Where.Line) + ":" +
                                       std::to_string(Where.Column)));
}

PathSet phasesWithin(const PathSet &Theirs, const PathSet &Mine) {
  PathSet Result = Theirs;
  if (Result.contains(CallersPhase)) {
    Result.erase(CallersPhase);
    Result.unite(Mine);
  }
  return Result;
}

bool haveMet(const Access &A, const Access &B) {
  auto Met = [](Path Phase) { return Phase != CallersPhase; };
  return std::any_of(A.Phase.begin(), A.Phase.end(), Met) ||
         std::any_of(B.Phase.begin(), B.Phase.end(), Met);
}

static bool takesPart(const ir::Program &P, const Access &A, Path Barrier) {
  return A.Joined.contains(Barrier) || A.Releases.contains(Barrier) ||
         std::any_of(A.Phase.begin(), A.Phase.end(), [&](Path Phase) {
           return Phase != CallersPhase && P.Paths[Phase].Parent == Barrier;
         });
}

bool meetBetween(const ir::Program &P, const Access &A, const Access &B) {
  if (A.Phase.empty() || B.Phase.empty() || A.Phase.meets(B.Phase))
    return false;
  auto SharesMeetings = [&](const Access &One, const Access &Other) {
    return std::all_of(One.Phase.begin(), One.Phase.end(), [&](Path Phase) {
      return Phase == CallersPhase ||
             takesPart(P, Other, P.Paths[Phase].Parent);
    });
  };
  return SharesMeetings(A, B) && SharesMeetings(B, A);
}

Access withoutMeetings(const ir::Program &P, Access A) {
  for (Path Phase : A.Phase)
    if (Phase != CallersPhase) {
      A.Joined.erase(P.Paths[Phase].Parent);
      A.Releases.erase(P.Paths[Phase].Parent);
    }
  return A;
}

} // namespace maprace::analysis
