// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Decisions on keys: a search under a lock told whether a key is there; once
// the lock was let go, what relies on that may be wrong (check-then-act).

#include "checker/analysis/Frame.h"

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

/// The place \p Answer receives what a search found.
static void ask(State &S, Path Answer, Search Asked) {
  forget(S, Asked.Map);
  Value V;
  V.Cond = Condition{Condition::KeyThere, Answer};
  S.store(Answer, V);
  S.Searches[Answer] = std::move(Asked);
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
    relyOn(S, std::move(On), {});
  }
  if (E.Key == KeyUse::Tests && E.Result && !E.Args.empty())
    ask(S, E.Result,
        {Map, E.Args[0].Name, Search::Unknown, S.Locks, {}, E.Text, E.Where});
  else if (E.Key == KeyUse::Tests || E.Access_ == ir::AccessKind::Write)
    forget(S, Map);
}

/// True if a lock that was let go is held again.
static bool retaken(const LockSet &Dropped, const LockSet &Now) {
  return std::any_of(Dropped.begin(), Dropped.end(), [&](const HeldLock &H) {
    return H.held() && !H.Once && Now.holds(H.Lock);
  });
}

/// A wait lets its lock go, and has it again when it is over.
void Frame::letGoMeanwhile(State &S, const Event &E) const {
  PathSet LetGo;
  for (const ir::Operand &O : E.Args)
    for (Path Place : S.resolve(O.Where)) {
      LetGo.insert(Place);
      if (const Value *V = S.findPlace(Place); V && V->Guard)
        for (const auto &[Lock, Mode] : V->Guard->Locks)
          LetGo.insert(Lock);
    }
  for (auto &[Answer, Known] : S.Searches)
    Known.keep([&](Path Lock) { return !LetGo.contains(Lock); });
}

/// What \p On relies on may have been found out in another critical section.
void Frame::act(State &S, const KeyAccess &On, const Unmet &Not) {
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
    note(S, A, Not);
  }
}

void Frame::relyOn(State &S, KeyAccess On, const Unmet &Not) {
  if (!Recording)
    return;
  act(S, On, Not);
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

/// What a callee did to the map, and what its result tells.
void Frame::replaySearches(State &S, const Translator &T,
                           const Summary &Effects, const Event &E) {
  if (F.Trusted)
    return;
  if (!S.Searches.empty())
    for (const Access &Theirs : Effects.Accesses.all())
      if (Theirs.writes())
        if (Path Map = T.place(Theirs.Target))
          forget(S, Map);
  for (const Answer &Theirs : Effects.Answers)
    if (Path Map = T.place(Theirs.Map); Map && E.Result)
      ask(S, E.Result,
          {Map,
           T.index(Theirs.Key),
           Search::Unknown,
           {},
           T.locks(Theirs.Dropped),
           Theirs.Operation,
           Theirs.Where});
}

} // namespace maprace::analysis
