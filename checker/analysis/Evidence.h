// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The tiers of evidence: from the summaries of the functions that nobody in
// sight calls to findings.
//   A  two threads in sight: pairs that the fork rule found
//   B  one thread in sight: it outlives the function that started it, and
//      another public function of the object may be called meanwhile
//   C  the class contradicts itself: the map is guarded elsewhere (Engler's
//      beliefs), or written while only a reader's lock is held
//   D  the code locks for what lies beside the map, and never for the map; not
//      reported unless asked for

#ifndef MAPRACE_ANALYSIS_EVIDENCE_H
#define MAPRACE_ANALYSIS_EVIDENCE_H

#include "checker/analysis/Describe.h"

#include <set>

namespace maprace::analysis {

class Decisions;

/// A root and what it does.
struct RootEffects {
  const ir::Function *Code;
  Summary Effects;
  /// A callable that is given to code that is not in sight.
  bool GivenAway = false;
};

/// How strong a belief in a guard must be before what contradicts it is told.
struct BeliefLimits {
  unsigned MinAccesses = 2; ///< places that touch the map
  unsigned MinPercent = 50; ///< of them that hold the guard; Belief::percent()
};

/// Names of maps (fields, globals) that a thread in sight touches; the fork
/// rule knows all about them.
std::set<Symbol> touchedByThreads(const Summaries &All);

/// True for what a constructor does to the object that it copies or moves,
/// where nobody in sight calls it: whoever does may hold the object's lock, or
/// have it for himself.
bool ofWhatIsCopied(const ir::Program &P, const RootEffects &R,
                    const Access &A);

void addTierA(const ir::Program &P, const std::vector<RootEffects> &Roots,
              std::vector<finding::Finding> &Out);
void addTierB(const ir::Program &P, const std::vector<RootEffects> &Roots,
              Decisions *Watch, std::vector<finding::Finding> &Out);
/// What tasks do that a class's functions give its own threads: \p User calls
/// these functions.
void addTasksOfUsers(const ir::Program &P, const RootEffects &User,
                     std::vector<finding::Finding> &Out);
void addTierC(const ir::Program &P, const std::vector<RootEffects> &Roots,
              const std::set<Symbol> &Touched, BeliefLimits Limits,
              Decisions *Watch, std::vector<finding::Finding> &Out);

/// Maps that nobody ever locks: members of classes that lock for other members,
/// and static ones in files that lock for other static objects.
void addTierD(const ir::Program &P, const std::vector<RootEffects> &Roots,
              const Summaries &All, const std::set<Symbol> &Touched,
              std::vector<finding::Finding> &Out);

/// The same as tier C for references that leave a critical section.
void addEscapes(const ir::Program &P, const std::vector<RootEffects> &Roots,
                const std::set<Symbol> &Touched,
                std::vector<finding::Finding> &Out);

} // namespace maprace::analysis

#endif
