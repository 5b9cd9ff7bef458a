// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The analysis: from a linked program to findings. Bottom-up summaries over
// the call graph, a fork rule for what may happen in parallel, must-locksets.
// Must not know: Clang, the names of any library, how a finding is worded.

#ifndef MAPRACE_ANALYSIS_ANALYSIS_H
#define MAPRACE_ANALYSIS_ANALYSIS_H

#include "checker/finding/Suppression.h"
#include "checker/ir/Program.h"

#include <set>
#include <string>
#include <vector>

namespace maprace::analysis {

struct Options {
  /// Evidence that is enough to report.
  std::set<finding::Tier> Tiers{finding::Tier::A, finding::Tier::B,
                                finding::Tier::C};
  /// Tier C: at so many places at least must the map be touched, and at so
  /// many percent of them under the guard.
  unsigned MinAccesses = 2, MinPercent = 50;
  /// Suppressions on top of those in the program's sources.
  std::vector<finding::Suppression> Silence;
  /// The directory that the program's files are relative to.
  std::string Root;
};

struct Result {
  /// Ordered and free of duplicates.
  std::vector<finding::Finding> Findings;
  /// Those that a suppression silences; the same holds for them. Of one map in
  /// one function there are none if some finding is left to report.
  std::vector<finding::Finding> Suppressed;
  /// Suppressions that silence nothing and were meant for our checks, ordered.
  std::vector<finding::Silence> Unused;
  /// What the source says to us and we do not understand, ordered.
  std::vector<finding::Note> Complaints;
  /// One sentence for each function whose analysis hit a cap, ordered.
  std::vector<std::string> Capped;
};

class Decisions;

/// Guarantees: terminates; the result depends only on the program's content.
/// \p Watch, if given, takes down what is decided about one line.
Result analyse(ir::Program &Program, const Options &Opts,
               Decisions *Watch = nullptr);

} // namespace maprace::analysis

#endif
