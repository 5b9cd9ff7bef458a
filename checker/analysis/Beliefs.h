// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Guard beliefs: which lock does the code hold when it touches a map (Engler
// et al., SOSP 2001)? What is seen here is what functions without a caller in
// sight do; locks are named relative to the map, so that all objects of a class
// count together. Must not know: threads, findings.

#ifndef MAPRACE_ANALYSIS_BELIEFS_H
#define MAPRACE_ANALYSIS_BELIEFS_H

#include "checker/analysis/Summary.h"

#include <map>
#include <string>
#include <vector>

namespace maprace::analysis {

/// One access in the context of one root.
struct Sighting {
  const Access *At;
  /// The root is the program's entry: one thread, which is there from the
  /// beginning.
  bool Main = false;
  bool Told = true; ///< it may be told of, if it contradicts
  /// The steps from the root's names to the map.
  std::string Way;
  /// The locks held, by their names relative to the map.
  std::map<std::string, Path> Exclusive, Shared;
  /// One-time initialisations that are under way, and those that are over.
  std::map<std::string, Path> Making, Made;
  /// A lock that a guard is there for which does not hold it, beside the map
  /// or of the function's own; 0 if none.
  Path Missed = 0;
  /// Locks that the root, or a function on the way, held before and let go.
  std::map<std::string, Path> LetGo = {};
  const void *Root = nullptr; ///< tells the roots apart
  /// In a callable that is given to code that is not in sight: who calls it
  /// may hold a lock, or see to it that others come later. Tells no belief.
  bool GivenAway = false;

  bool guardedBy(const std::string &Lock) const {
    return Exclusive.contains(Lock) || (At->reads() && Shared.contains(Lock));
  }
  /// True if \p Lock can be its guard: it lies beside the map, is global, or
  /// lies in an object that this map's object is such a part of.
  bool concerns(const std::string &Lock) const;
  /// True if the same member of some object is held: perhaps the same lock.
  bool holdsMember(const std::string &Lock) const;
  /// True if a lock that both hold keeps one out while the other is in, or one
  /// comes after the initialisation that the other is part of.
  bool excludes(const Sighting &O) const;
};

/// \p A as seen from a root.
Sighting sighting(const ir::Program &P, const Access &A, bool Main);

/// The name, relative to the map, of the lock that the map's declaration names
/// as its guard; empty if there is none.
std::string declaredGuard(const ir::Program &P, Symbol Map);

/// What makes two accesses speak of maps of one name: the map's name, and how
/// deep in its elements it lies (a map in a map is another one).
using MapName = std::pair<Symbol, uint32_t>;
MapName mapNameOf(const ir::Program &P, const Access &A);

/// How strongly the code believes in one lock of one map.
struct Belief {
  std::string Guard; ///< relative name; empty: none
  /// Places of accesses that always hold it, of all places.
  unsigned Guarded = 0, Places = 0;
  /// Functions whose every access holds it, of all functions.
  unsigned Holders = 0, Functions = 0;
  /// Functions with an access under no lock at all.
  unsigned Bare = 0;
  /// It lies in one object with the map, or both are global.
  bool Beside = false;
  bool WrittenUnder = false; ///< the map is written under it

  /// The share of places or of functions, whichever is larger, in percent.
  /// Of places alone, one function with many accesses would outvote all; of
  /// functions alone, one with one access would count as much as one with all.
  unsigned percent() const;
};

/// All that the code believes about one map.
class Beliefs {
public:
  Beliefs(const ir::Program &P, const std::vector<Sighting> &All);
  /// The strongest one that concerns \p S; ties: the smaller name.
  Belief strongest(const Sighting &S) const;
  /// The strongest one in a lock beside the map of which \p S surely holds
  /// none, and that concerns more accesses than \p Own does.
  Belief wider(const Sighting &S, const Belief &Own) const;
  /// The belief in one lock.
  Belief in(const std::string &Guard) const;

private:
  std::vector<Belief> Sorted;
};

/// True if \p A and \p B, names relative to one map, can both be meant to guard
/// it: both lie beside it, or they are one lock of two objects.
bool rivals(const std::string &A, const std::string &B);

} // namespace maprace::analysis

#endif
