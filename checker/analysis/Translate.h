// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From a callee's frame to its caller's: parameters become arguments, fresh
// objects get the call site into their name, pointers are followed as far as
// the caller knows them.

#ifndef MAPRACE_ANALYSIS_TRANSLATE_H
#define MAPRACE_ANALYSIS_TRANSLATE_H

#include "checker/analysis/State.h"

#include <array>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>

namespace maprace::analysis {

/// The pseudo-member under which the locks of a guard that was passed in are
/// known: `p1*.$locks()`.
inline constexpr const char *GuardLocks = "$locks";

class Translator {
public:
  /// \p Caller is read at each translation: it may change in between.
  Translator(ir::Program &P, const State &Caller,
             const std::vector<ir::Operand> &Args, ir::Loc Site);

  /// The places of the caller that \p Where of the callee may denote; empty
  /// for the callee's own locals.
  std::vector<Path> places(Path Where) const;
  /// The only such place, or 0.
  Path place(Path Where) const;
  /// The same as one path, in which pointers with several targets stay; 0 for
  /// the callee's own locals.
  Path symbolic(Path Where) const;
  /// The callee's path written with the caller's names, pointers not followed;
  /// 0 for the callee's own locals.
  Path spliced(Path Where) const;
  /// A callee's access in the caller's terms, its locks aside; its target is 0
  /// if it is on a local of the callee.
  Access access(const Access &Callee) const;
  /// True if an access was left out because the way to it was cut.
  bool hasCut() const { return Cut; }
  /// Must-locks in the caller's terms, symbolic.
  LockSet locks(const LockSet &Callee) const;
  /// An index text; `?` if the caller cannot name it.
  Symbol index(Symbol Text) const;
  PathSet placeSet(const PathSet &Callee) const;
  /// The same for what was joined.
  PathSet joinedSet(const PathSet &Callee) const;
  /// Phases; one after a meeting of the callee's own is its caller's.
  PathSet phases(const PathSet &Callee) const;
  /// Without the callee's threads, whose numbers mean nothing here.
  Value value(const Value &Callee) const;
  ir::Operand operand(const ir::Operand &Callee) const;
  /// The function that the caller passes for the parameter \p Where, or 0.
  Symbol function(Path Where) const;
  /// A name of the callee made unique for this call site.
  Symbol atSite(Symbol Name) const;
  /// What the callee's allocation \p Object is called here: another object at
  /// each call site, but one for all, like a global, if it is made once.
  Path made(Path Object) const;

private:
  void look() const;
  Path splice(Path Where) const;
  /// Where \p Root with the first \p Skip steps of \p Chain is in the caller:
  /// a place yet to be resolved, or 0.
  Path base(Path Root, size_t &Skip, const std::vector<Path> &Chain) const;
  std::optional<Condition> condition(const Condition &Callee) const;
  /// What the caller calls what is known of a number; 0 if it cannot tell.
  Path known(Path Callee) const;
  void addGuardLocks(Path Guard, const HeldLock &H, LockSet &Out) const;

  ir::Program &P;
  const State &Caller;
  const std::vector<ir::Operand> &Args;
  std::string Site;
  /// What spliced() answered, within a one-time initialisation and elsewhere:
  /// the accesses of many threads speak of the same few places.
  mutable std::array<std::unordered_map<Path, Path>, 2> Spliced;
  /// What pointers led to when the caller's places were as Seen.
  mutable std::unordered_map<Path, std::vector<Path>> Resolved;
  mutable std::unordered_map<Path, Path> Normalised;
  /// What placeSet() answered then; accesses of one function have few different
  /// sets.
  mutable std::array<std::map<PathSet, PathSet>, 2> Sets;
  mutable std::shared_ptr<const void> Seen;
  mutable bool Cut = false;
};

} // namespace maprace::analysis

#endif
