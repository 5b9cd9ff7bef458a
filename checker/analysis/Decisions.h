// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the analysis decides about the accesses of one line of the source, taken
// down while it works. Normal runs have none of it.

#ifndef MAPRACE_ANALYSIS_DECISIONS_H
#define MAPRACE_ANALYSIS_DECISIONS_H

#include "checker/analysis/Summary.h"
#include "checker/finding/Explanation.h"

#include <set>
#include <vector>

namespace maprace::analysis {

class Decisions {
public:
  Decisions(uint32_t File, uint32_t Line) : File(File), Line(Line) {}

  /// A way from a function that nobody in sight calls, or from a thread's
  /// start, to an access.
  struct Way {
    Racer At;
    Symbol Root; ///< display name
    bool Owned;
  };
  /// An access in question, the one it was compared with, and what came of it.
  struct Pair {
    Racer Mine, Other;
    finding::Verdict Why;
    Path Lock;
  };

  /// What beliefs in guards say of an access.
  struct Guard {
    Access At;
    finding::GuardJudged Said;
  };

  bool asked(const Access &A) const {
    return A.Where.File == File && A.Where.Line == Line;
  }
  void made(const Access &A) {
    if (asked(A))
      Accesses.push_back(A);
  }
  void reached(const Racer &R, Symbol Root, bool Owned) {
    if (asked(R.At))
      Ways.push_back({R, Root, Owned});
  }
  void guarded(const Access &A, finding::GuardJudged Said) {
    if (asked(A))
      Guards.push_back({A, std::move(Said)});
  }
  /// Only pairs on one map by name are of interest.
  void decided(const ir::Program &P, const Racer &A, const Racer &B,
               finding::Verdict Why, Path Lock = 0) {
    if (!asked(A.At) && !asked(B.At))
      return;
    if (P.Paths[mapOf(P.Paths, A.At)].Name !=
        P.Paths[mapOf(P.Paths, B.At)].Name)
      return;
    bool First = asked(A.At);
    Pairs.push_back({First ? A : B, First ? B : A, Why, Lock});
  }

  /// As the functions that contain them make them.
  std::vector<Access> Accesses;
  std::vector<Way> Ways;
  std::vector<Pair> Pairs;
  std::vector<Guard> Guards;
  /// Names of the maps that threads in sight touch.
  std::set<Symbol> ThreadMaps;

private:
  uint32_t File, Line;
};

} // namespace maprace::analysis

#endif
