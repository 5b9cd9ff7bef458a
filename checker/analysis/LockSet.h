// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Must-locksets (Eraser, RELAY): the locks held on every way to a point,
// relative to the function's entry, so that a summary holds in every caller.
// Counts make recursive locking and the release of a caller's lock come out
// right: a negative count is a lock of the caller that was let go.

#ifndef MAPRACE_ANALYSIS_LOCKSET_H
#define MAPRACE_ANALYSIS_LOCKSET_H

#include "checker/ir/Program.h"

#include <functional>
#include <vector>

namespace maprace::analysis {

using ir::LockMode;
using ir::Path;

/// How a lock's count differs from that at the function's entry.
struct HeldLock {
  Path Lock = 0;
  int16_t Exclusive = 0, Shared = 0;
  /// Negative: a caller's that was let go by an operation for either mode, so
  /// how the caller holds it is not known here.
  int16_t Either = 0;
  /// The function took it before: it cannot be the caller's, unless recursive.
  bool Taken = false;
  /// A pseudo-lock that stands for a one-time initialisation.
  bool Once = false;
  /// No lock: what a thread knows of a number of its own, see Flags.h.
  bool Known = false;
  /// One that stands for being the thread that a variable names.
  bool OfThread = false;
  /// Somebody tried to take it; not part of the identity.
  bool Tried = false;
  /// Held because somebody asserted it: whoever it is, a caller took it.
  enum : uint8_t { No, Exclusively, AsReader } Assumed = No;
  /// A guard was made for it that does not hold it.
  bool Missed = false;
  /// A caller's: let go on some ways only. Not part of the identity.
  bool Perhaps = false;
  ir::Loc Where; ///< where it was last taken; not part of the identity

  bool held() const { return Exclusive > 0 || Shared > 0; }
  /// True if a lock of the caller's was let go.
  bool letGo() const { return Exclusive < 0 || Shared < 0 || Either < 0; }
  /// How much more often it is held than at the entry, whatever the mode.
  int count() const { return Exclusive + Shared + Either; }
  bool changed() const { return Exclusive || Shared || Either; }
  bool operator==(const HeldLock &O) const {
    return Lock == O.Lock && Exclusive == O.Exclusive && Shared == O.Shared &&
           Either == O.Either && Taken == O.Taken && Assumed == O.Assumed &&
           Missed == O.Missed;
  }
};

class LockSet {
public:
  void acquire(Path Lock, LockMode Mode, ir::Loc Where, bool Once = false);
  /// From here on \p Fact, of a number of the thread's own, is known.
  void know(Path Fact, ir::Loc Where);
  /// The thread that runs is the one that \p Variable names.
  void beThread(Path Variable, ir::Loc Where);
  /// Unlocking what is not held is undefined ([thread.mutex.requirements]), so
  /// a lock that this function took and let go already is left alone: guards
  /// that unlock conditionally in their destructor rely on it.
  void release(Path Lock, LockMode Mode);
  /// The same, for locks of which one operation lets go either mode.
  void releaseEither(Path Lock);
  /// Somebody tries to take it, so nobody up the stack holds it.
  void tried(Path Lock) {
    HeldLock &H = entry(Lock);
    H.Taken = H.Tried = true;
  }
  /// The lock is held from here on, by whomever.
  void assume(Path Lock, LockMode Mode, ir::Loc Where);
  /// What \p Which names is not known any more.
  void forgetKnown(const std::function<bool(Path)> &Which);
  /// Somebody wanted to hold the lock here, by a guard that does not.
  void miss(Path Lock, ir::Loc Where);
  /// What was assumed is the caller's, and does not change by this function;
  /// what was missed concerns this function only.
  void dropAssumed();
  /// What \p Starter knows to be initialised once and for all is so for
  /// whatever it starts.
  void startAfter(const LockSet &Starter);
  /// Leaves out of what a destructor does to locks what it lets go on some ways
  /// only and \p Here does not hold: its object has not taken it.
  LockSet ofDestroyed(const LockSet &Here) const;
  /// \p To is from here on what \p From is: they are one lock.
  void copy(Path From, Path To);
  /// Adds the counts of \p Delta, the effect of a call.
  void apply(const HeldLock &Delta);
  /// True within a one-time initialisation.
  bool inOnce() const {
    for (const HeldLock &H : Held)
      if (H.Once && H.Exclusive > 0 && !H.Known && !H.OfThread)
        return true;
    return false;
  }
  /// Keeps what holds on both ways. A lock that is held exclusively on one and
  /// shared on the other, by a guard that is told its mode, counts as
  /// exclusive: its mode is right wherever it is not known to be wrong.
  void join(const LockSet &Other);
  /// The entry of a lock, or null.
  const HeldLock *find(Path Lock) const;
  bool holds(Path Lock) const {
    const HeldLock *H = find(Lock);
    return H && H->held();
  }
  /// Leaves those of which \p IsKept holds, and returns the others.
  LockSet keep(const std::function<bool(Path)> &IsKept);
  /// True if a lock is held that keeps others out.
  bool excludes() const;
  /// One-time initialisations under way that \p Which names end.
  void endOnce(const std::function<bool(Path)> &Which);
  auto begin() const { return Held.begin(); }
  auto end() const { return Held.end(); }
  bool empty() const { return Held.empty(); }
  bool operator==(const LockSet &) const = default;

private:
  HeldLock &entry(Path Lock);
  std::vector<HeldLock> Held; ///< ordered by Lock
};

/// What is held after \p Mine when \p Theirs is the effect of a call, or what
/// was held there.
LockSet sum(LockSet Mine, const LockSet &Theirs);

} // namespace maprace::analysis

#endif
