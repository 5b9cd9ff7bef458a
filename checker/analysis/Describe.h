// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From the analysis' terms to a finding's: names, places, stories. Words no
// sentence.

#ifndef MAPRACE_ANALYSIS_DESCRIBE_H
#define MAPRACE_ANALYSIS_DESCRIBE_H

#include "checker/analysis/Summary.h"
#include "checker/finding/Finding.h"

namespace maprace::analysis {

class Describe {
public:
  explicit Describe(const ir::Program &P) : P(P) {}

  finding::Place place(ir::Loc Where) const;
  /// The map's name and declaration.
  std::string mapName(const Access &A) const;
  finding::Place mapPlace(const Access &A) const;
  /// A lock as one names it at an access to \p Target.
  std::string lockName(Path Lock, Path Target) const;
  /// A place by the member or variable it ends in, as declared.
  std::string fieldName(Path Where) const;
  /// A member or global variable by its key, as declared.
  std::string declaredName(Symbol Key) const;
  finding::Side side(const Racer &R) const;
  /// A finding of two racers; chooses the primary side. \p Shared: they hold a
  /// lock in common, in shared mode.
  finding::Finding pair(const Racer &A, const Racer &B, bool Self, bool Shared,
                        finding::Tier Evidence) const;

private:
  std::string pretty(Path Where) const;
  std::string rootName(Path Root) const;
  void storyOf(const ThreadStart &Start, std::vector<finding::Step> &Out) const;
  void calls(const Story &S, std::vector<finding::Step> &Out) const;

  const ir::Program &P;
};

} // namespace maprace::analysis

#endif
