// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Lockable classes of the user. What a member does to locks is what its body
// does; if the body does not tell, the object itself is the lock.

#include "checker/analysis/Flags.h"
#include "checker/analysis/Frame.h"

namespace maprace::analysis {

using ir::Event;
using ir::Operand;
using ir::Promise;
using ir::StepKind;

/// Not a fact about a variable, nor a variable that is claimed by a store: of a
/// lock that is made of such, its members tell only together what it does.
static bool isLock(const ir::Program &P, const Summary &Effects,
                   const HeldLock &H) {
  return !H.Once && !isRaisedPart(P, H.Lock) &&
         std::none_of(
             Effects.Signals.begin(), Effects.Signals.end(), [&](Path Fact) {
               return isRaisedPart(P, Fact) && flagOf(P, Fact) == H.Lock;
             });
}

static bool takes(const ir::Program &P, const Summary &Effects) {
  return std::any_of(
      Effects.Locks.begin(), Effects.Locks.end(),
      [&](const HeldLock &H) { return H.held() && isLock(P, Effects, H); });
}

static bool letsGo(const ir::Program &P, const Summary &Effects) {
  return std::any_of(
      Effects.Locks.begin(), Effects.Locks.end(),
      [&](const HeldLock &H) { return H.letGo() && isLock(P, Effects, H); });
}

bool Frame::answers(const Summary &Effects) const {
  return std::any_of(
      Effects.Stores.begin(), Effects.Stores.end(), [&](const auto &Store) {
        return Store.first == ReturnPlace && Store.second.Cond.has_value();
      });
}

std::vector<std::pair<Path, LockMode>> Frame::takenBy(const State &S,
                                                      Symbol Locking, Path Lock,
                                                      LockMode Mode,
                                                      ir::Loc Where) const {
  auto Code = P.Functions.find(P.text(Locking));
  if (Code == P.Functions.end() || !Virtual.anyOf(Locking).empty())
    return {{Lock, Mode}};
  std::vector<std::pair<Path, LockMode>> Result;
  if (auto Effects = Known.find(Locking); Effects != Known.end()) {
    std::vector<Operand> Args{{Operand::Address, Lock, 0}};
    Translator Tr(P, S, Args, Where);
    LockSet Taken;
    for (const HeldLock &H : Effects->second.Locks)
      if (H.held() && isLock(P, Effects->second, H))
        Taken.apply(H);
    for (const HeldLock &H : Tr.locks(Taken))
      if (H.held())
        Result.emplace_back(H.Lock, H.Exclusive > 0 ? LockMode::Exclusive
                                                    : LockMode::Shared);
  }
  if (Result.empty() && Code->second.Promises != Promise::None)
    Result.emplace_back(Lock, Mode);
  return Result;
}

/// The place of the object that a member is called on.
Path Frame::objectPlace(const State &S, const Event &E) const {
  if (E.Args.empty() || !E.Args[0].Where)
    return 0;
  const Operand &O = E.Args[0];
  return S.normalise(O.K == Operand::Address
                         ? O.Where
                         : P.Paths.step(O.Where, StepKind::Deref));
}

bool Frame::keepPromise(State &S, const Event &E, Promise Promised,
                        const Summary &Effects) {
  Path Object = Promised == Promise::None ? 0 : objectPlace(S, E);
  if (!Object)
    return false;
  LockMode Mode = Promised == Promise::LockShared ||
                          Promised == Promise::TryLockShared ||
                          Promised == Promise::UnlockShared
                      ? LockMode::Shared
                      : LockMode::Exclusive;
  switch (Promised) {
  case Promise::None:
    return false;
  case Promise::Lock:
  case Promise::LockShared:
    if (takes(P, Effects))
      return false;
    S.Locks.acquire(Object, Mode, E.Where);
    return true;
  case Promise::TryLock:
  case Promise::TryLockShared: {
    if (!E.Result || answers(Effects))
      return false;
    Value V;
    V.Cond = Condition{Condition::LockTaken, Object, Mode};
    S.store(E.Result, V);
    return true;
  }
  case Promise::Unlock:
  case Promise::UnlockShared: {
    if (letsGo(P, Effects) && !S.Locks.holds(Object))
      return false;
    S.Locks.release(Object, Mode);
    return true;
  }
  }
  return false;
}

/// A lock that is used through a base class is known by its object: which body
/// runs is not known.
bool Frame::virtualLock(State &S, const Event &E) {
  if (!E.Virtual)
    return false;
  auto Code = P.Functions.find(P.text(E.Callee));
  if (Code == P.Functions.end() ||
      (Virtual.anyOf(E.Callee).empty() && !Code->second.Blocks.empty()))
    return false;
  return keepPromise(S, E, Code->second.Promises, Summary());
}

} // namespace maprace::analysis
