// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the analysis saw at a line of the source and why it reports what it
// reports, or nothing. Plain data, and its sentences. Must not know: the IR,
// the analysis.

#ifndef MAPRACE_FINDING_EXPLANATION_H
#define MAPRACE_FINDING_EXPLANATION_H

#include "checker/finding/Finding.h"

#include <string>
#include <tuple>
#include <vector>

namespace maprace::finding {

/// What became of two accesses to one map that were compared.
enum class Verdict : uint8_t {
  Races,        ///< nothing orders them
  BothRead,     ///< neither changes the structure
  Ordered,      ///< one waits for what the other signals
  Joined,       ///< the other one's thread was joined before
  NotSignalled, ///< the other one waits for a signal that comes later
  OtherObject,  ///< they are on different objects
  OwnElement,   ///< each thread has an element of its own
  OneOfThem,    ///< a number that each has for itself lets one thread do it
  CommonLock,   ///< they hold a lock in common
  Capped,       ///< there were too many pairs to keep this one
};

/// The access in question, compared with another.
struct Judged {
  Verdict Why = Verdict::Races;
  Side Other;
  std::string Lock; ///< of CommonLock
  auto key() const { return std::tie(Other.Where, Why, Lock, Other.OnThread); }
};

/// One way on which the access is reached.
struct Way {
  std::string Root; ///< the function that the way begins in
  Side At;
  /// The object is its function's own there: nobody else can reach it.
  bool Owned = false;
};

/// What the class's locks say of the access, no thread being in sight.
struct GuardJudged {
  enum Answer : uint8_t {
    NoGuard,      ///< no access to the map holds a lock that could be meant
    TooWeak,      ///< one is held, at too few of them
    Held,         ///< the access holds the guard
    Counts,       ///< it only counts, which is often harmless
    Initialised,  ///< it comes after the one-time initialisation
    Alone,        ///< no access under the guard is hurt by it
    Constructing, ///< the object is being made or ended
    Decided,      ///< threads in sight touch the map; they decide
    Contradicts,  ///< it lacks the guard
  } Why = NoGuard;
  std::string Guard; ///< the lock in question, if any
  unsigned Guarded = 0, Total = 0;
  auto operator<=>(const GuardJudged &) const = default;
};

/// An access to a map at the line.
struct SeenAccess {
  std::string Map;
  Place MapDeclared;
  Side At;             ///< locks: those taken by the function itself
  std::string Trusted; ///< an annotation that vouches for it, or empty
  std::vector<Way> Ways;
  std::vector<Judged> Compared;
  std::vector<GuardJudged> Guards; ///< without duplicates
  bool ThreadsTouchMap = false;    ///< some thread in sight touches the map
};

/// Something else at the line that was understood.
struct SeenEvent {
  enum Sort : uint8_t { Takes, LetsGo, Starts, Joins, Signals, Calls } What;
  std::string Name;
  Place Where;
};

struct Explanation {
  std::string File;
  unsigned Line = 0;
  bool FileSeen = false; ///< some unit has events in the file
  std::vector<SeenAccess> Accesses;
  std::vector<SeenEvent> Events;
  /// Lines of accesses in the same file that are closest, before and after; 0:
  /// none.
  unsigned Before = 0, After = 0;
  std::vector<Finding> Reported, Suppressed;
  /// Found, but on evidence of a tier that is not to be reported.
  std::vector<Finding> OffTier;
};

/// A line of the explanation, deeper lines are about the one above.
struct ExplanationLine {
  unsigned Depth = 0;
  std::string Text;
  Place Where; ///< Line 0: none
};

/// The explanation in sentences, in reading order.
std::vector<ExplanationLine> sentences(const Explanation &E);

} // namespace maprace::finding

#endif
