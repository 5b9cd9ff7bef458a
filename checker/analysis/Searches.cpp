// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Decisions on keys: a search under a lock told whether a key is there; once
// the lock was let go, what relies on that may be wrong (check-then-act).

#include "checker/analysis/Frame.h"
#include "checker/analysis/Stories.h"

namespace maprace::analysis {

using ir::Event;
using ir::KeyUse;

static constexpr size_t MaxKeyAccesses = 16;

/// The function at hand knows of the key by itself, or looks again.
static bool knows(const State &S, Path Map) {
  return std::any_of(S.Searches.begin(), S.Searches.end(),
                     [&](const auto &One) { return One.second.Map == Map; });
}

static void forget(State &S, Path Map) {
  std::erase_if(S.Searches,
                [&](const auto &One) { return One.second.Map == Map; });
}

void Frame::searched(State &S, const Event &E) {
  if (E.Access_ != ir::AccessKind::Read && E.Access_ != ir::AccessKind::Write)
    return;
  Path Map = S.normalise(E.Target);
  bool Relies = E.Key == KeyUse::Expects || E.Key == KeyUse::Replaces;
  if (Relies && !E.Args.empty()) {
    KeyAccess On{accessOf(S, E), E.Args[0].Name, E.Key == KeyUse::Replaces};
    On.At.Kind = ir::AccessKind::Escape;
    On.At.Target = On.At.Named = Map;
    relyOn(S, std::move(On));
  }
  if (E.Key == KeyUse::Tests || E.Access_ == ir::AccessKind::Write)
    forget(S, Map);
  if (E.Key != KeyUse::Tests || !E.Result || E.Args.empty())
    return;
  Value V;
  V.Cond = Condition{Condition::KeyThere, E.Result};
  S.store(E.Result, V);
  S.Searches[E.Result] = {Map, E.Args[0].Name, Search::Unknown, S.Locks,
                          {},  E.Text,         E.Where};
}

/// True if a lock that was let go is held again.
static bool retaken(const LockSet &Dropped, const LockSet &Now) {
  return std::any_of(Dropped.begin(), Dropped.end(), [&](const HeldLock &H) {
    const HeldLock *Mine = Now.find(H.Lock);
    return H.held() && !H.Once && Mine && Mine->held();
  });
}

/// A wait lets its lock go, and has it again when it is over.
void Frame::letGoMeanwhile(State &S, const Event &E) const {
  for (const ir::Operand &O : E.Args)
    for (Path Place : S.resolve(O.Where)) {
      const Value *V = S.findPlace(Place);
      for (auto &[Answer, Known] : S.Searches) {
        Known.letGo(Place);
        if (V && V->Guard)
          for (const auto &[Lock, Mode] : V->Guard->Locks)
            Known.letGo(Lock);
      }
    }
}

/// What \p On relies on may have been found out in another critical section.
void Frame::act(State &S, const KeyAccess &On) {
  for (const auto &[Answer, Known] : S.Searches) {
    bool There = Known.Found == Search::There;
    if (Known.Map != On.At.Target || Known.Key != On.Key ||
        !retaken(Known.Dropped, On.At.Locks) ||
        !(There || (Known.Found == Search::Missing && On.Replaces)))
      continue;
    Access A = On.At;
    A.Locks = Known.Through;
    A.Dropped = Known.Dropped;
    A.Decided = Known.Where;
    A.DecidedBy = Known.Operation;
    A.KeyThere = There;
    note(S, A, {});
  }
}

void Frame::relyOn(State &S, KeyAccess On) {
  if (!Recording)
    return;
  act(S, On);
  bool Named = P.text(On.Key).find('?') == std::string::npos;
  if (Named && shareable(On.At.Target) && !knows(S, On.At.Target) &&
      Out.KeyAccesses.size() < MaxKeyAccesses)
    Out.KeyAccesses.push_back(std::move(On));
}

void Frame::exportAnswer(const State &Exit) {
  Value V = Exit.load(ReturnPlace);
  auto It = V.Cond && V.Cond->Of == Condition::KeyThere
                ? Exit.Searches.find(V.Cond->Where)
                : Exit.Searches.end();
  if (It == Exit.Searches.end())
    return;
  const Search &Known = It->second;
  if (Known.Found == Search::Unknown && !Known.Dropped.empty() &&
      shareable(Known.Map))
    Out.Answers.push_back(
        {Known.Map, Known.Key, Known.Dropped, Known.Operation, Known.Where});
}

void Frame::replaySearches(State &S, const Translator &T,
                           const Summary &Effects, const Event &E,
                           const Story &Calls) {
  if (Recording)
    for (const KeyAccess &Theirs : Effects.KeyAccesses) {
      KeyAccess Mine{T.access(Theirs.At), T.index(Theirs.Key), Theirs.Replaces};
      Mine.At.Locks = S.Locks;
      for (const HeldLock &H : T.locks(Theirs.At.Locks))
        Mine.At.Locks.apply(H);
      Mine.At.Calls = concat(Calls, Theirs.At.Calls);
      if (Mine.At.Target)
        relyOn(S, std::move(Mine));
    }
  if (!S.Searches.empty())
    for (const Access &Theirs : Effects.Accesses.all())
      if (Theirs.writes())
        if (Path Map = T.place(Theirs.Target))
          forget(S, Map);
  for (const Answer &Theirs : Effects.Answers) {
    Path Map = T.place(Theirs.Map);
    if (!Map || !E.Result)
      continue;
    forget(S, Map);
    Value V;
    V.Cond = Condition{Condition::KeyThere, E.Result};
    S.store(E.Result, V);
    S.Searches[E.Result] = {
        Map,         T.index(Theirs.Key),     Search::Unknown,
        {},          T.locks(Theirs.Dropped), Theirs.Operation,
        Theirs.Where};
  }
}

} // namespace maprace::analysis
