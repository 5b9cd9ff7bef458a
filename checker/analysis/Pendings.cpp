// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Calls that are left open, because only a caller knows what runs: how they are
// kept, and made once it is known.

#include "checker/analysis/Frame.h"
#include "checker/analysis/Guarded.h"
#include "checker/analysis/Meetings.h"
#include "checker/analysis/Stories.h"

namespace maprace::analysis {

using ir::Event;
using ir::Operand;

/// Callables that are handed callables that are handed callables…
static constexpr unsigned MaxNesting = 5;
static constexpr size_t MaxPendings = 64;

/// True if the state after a call of \p T may matter to others: it starts
/// threads, or hands callables to running ones.
static bool changesThreads(const State &S, const Summary &Effects) {
  if (!Effects.Threads.empty())
    return true;
  return !S.Live.empty() &&
         std::any_of(
             Effects.Stores.begin(), Effects.Stores.end(),
             [](const auto &Store) { return !Store.second.Functions.empty(); });
}

/// Where the callable may wait that \p What, which a callee left open, calls
/// under the locks \p Held, and the locks then: where several may wait, those
/// of each are its own. Place 0 if \p What calls a function; it gets its key if
/// the caller passed it.
std::vector<std::pair<Path, LockSet>>
Frame::callables(const State &S, const Translator &T, Event &What,
                 const LockSet &Held) const {
  if (Symbol Key = T.function(What.Target))
    What.Callee = Key;
  else if (What.Target) {
    Path Mine = T.symbolic(What.Target);
    return Mine ? S.variants(Mine, Held, /*KeepsOpen=*/true)
                : std::vector<std::pair<Path, LockSet>>();
  }
  return {{0, Held}};
}

void Frame::callPendings(State &S, const Translator &T, const Target &Callee,
                         const std::vector<TokenId> &Started,
                         const Context &Outer, unsigned Depth) {
  if (Depth >= MaxNesting)
    return;
  size_t Before = Out.Over.size(), Opens = Out.Pendings.size();
  const Alive Ended = replayEnded(S, T, Callee, Outer, Depth);
  for (const Pending &Open : Callee.Effects->Pendings) {
    takeLent(S, T, Open);
    Event What = Open.What;
    for (Operand &O : What.Args)
      O = T.operand(O);
    What.Result = 0;
    Context Here{sum(Outer.Locks, T.locks(Open.Locks)), T.placeSet(Open.Joined),
                 concat(Outer.Calls, Open.Calls), Outer.Not};
    Here.Not.Joined.unite(Here.Joined);
    Here.Joined.unite(Outer.Joined);
    Here.After = T.placeSet(Open.After);
    Here.After.unite(Outer.After);
    for (TokenId Index = 0; Index != Started.size(); ++Index)
      if (!Open.Live.contains(Index))
        Here.Not.Starting.insert(Started[Index]);
    Here.Beside = Outer.Beside;
    Here.Phase = phasesWithin(T.phases(Open.Phase), Outer.Phase);
    Here.Taken = Open.Taken;
    for (TokenId Index : Open.Beside)
      if (Index < Ended.size()) {
        S.Live.insert(Ended[Index]);
        Here.Beside.insert(Before + Index);
      }
    for (const auto &[Callable, Held] : callables(S, T, What, Here.Locks)) {
      What.Target = Callable;
      Here.Locks = Held;
      callPending(S, What, Here, Depth + 1);
    }
    for (TokenId Index : Open.Beside)
      if (Index < Ended.size())
        S.Live.erase(Ended[Index].first);
  }
  forgetEnded(Before, Opens);
}

/// Replays a call that a callee left open. What it does to locks and places is
/// lost; its accesses and threads are not.
void Frame::callPending(State &S, const Event &What, const Context &Here,
                        unsigned Depth) {
  bool Unknown = false;
  std::vector<Target> Found = targets(S, What, Unknown);
  if (Unknown)
    postpone(S, What, Here);
  for (const Target &T : Found) {
    if (!changesThreads(S, *T.Effects)) {
      if (Recording)
        noteCall(S, What, T, Here, Depth);
      continue;
    }
    State Then = S;
    Then.Locks = Here.Locks;
    Then.Joined = Here.Joined;
    Then.Phase = Here.Phase;
    std::erase_if(Then.Live, [&](const auto &Entry) {
      return Here.Not.Starting.contains(Entry.first) ||
             mustBeJoined(S, Here.Not.Joined, Entry.first);
    });
    callOne(Then, What, T, Here.Calls, Depth);
    for (const auto &[Id, Live] : Then.Live)
      S.Live.try_emplace(Id, Live);
  }
}

/// False if nothing that \p E may run matters to a race.
bool Frame::mayMatter(const Event &E) const {
  if (!E.Callee)
    return true;
  if (Graph.Relevant.contains(E.Callee))
    return true;
  const std::vector<Symbol> &Any = Virtual.anyOf(E.Callee);
  return std::any_of(Any.begin(), Any.end(),
                     [&](Symbol Key) { return Graph.Relevant.contains(Key); });
}

Operand Frame::freeze(const State &S, const Operand &O) const {
  Operand Result = O;
  if (O.K == Operand::Address) {
    Result.Where = S.resolve(O.Where)[0];
  } else if (O.K == Operand::Value || O.K == Operand::Move) {
    Value V = S.evaluate(O);
    if (!V.Pointees.empty())
      Result = {Operand::Address, *V.Pointees.begin(), O.Name};
    else if (!V.Origins.empty())
      Result = {Operand::Value, *V.Origins.begin(), O.Name};
    else if (!V.Functions.empty())
      Result = {Operand::Function, 0, *V.Functions.begin()};
  }
  return Result;
}

/// Where the object was found that \p Pointer leads to, if it was taken away
/// from there; else 0.
Path Frame::placeOfTaken(const State &S, const Operand &Pointer) const {
  for (Path Object : objects(S, Pointer))
    if (auto It = TakenFrom.find(Object); It != TakenFrom.end())
      return It->second;
  return 0;
}

/// The arguments of \p Open as callers know them.
void Frame::keepArguments(const State &S, Pending &Open) const {
  Event &What = Open.What;
  Path From =
      What.Virtual && !What.Args.empty() ? placeOfTaken(S, What.Args[0]) : 0;
  for (Operand &O : What.Args)
    if (!lend(S, O, Open))
      O = freeze(S, O);
  if (!From)
    return;
  What.Args[0] = {Operand::Value, From, 0};
  Open.ObjectTaken = true;
}

/// \p A is on an object that \p Open calls a function of and has for itself.
bool Frame::isOfTaken(const State &S, const Pending &Open, const Event &What,
                      const Access &A) const {
  if (!Open.ObjectTaken || What.Args.empty())
    return false;
  std::vector<Path> Own = objects(S, What.Args[0]);
  return std::any_of(Own.begin(), Own.end(), [&](Path Object) {
    return P.Paths.hasPrefix(A.Target, Object) &&
           !leadsOn(P.Paths, Object, A.Target);
  });
}

/// The element, or a container that it was in, was taken by whoever runs this.
bool Frame::isTaken(const State &S, Path Element) const {
  if (!P.Paths[Element].Indexed)
    return false;
  return std::any_of(S.Taken.begin(), S.Taken.end(),
                     [&](Path Taken) { return mayLieIn(P, Element, Taken); });
}

void Frame::postpone(const State &S, const Event &E, const Context &Here) {
  if (!Recording || !mayMatter(E))
    return;
  if (Out.Pendings.size() >= MaxPendings) {
    Out.Capped = true;
    return;
  }
  Pending Open{E, Here.Locks, Here.Joined, Here.Calls, {}};
  Open.Beside = Here.Beside;
  Open.Phase = Here.Phase;
  Open.After = Here.After;
  Open.After.unite(S.Signalled);
  Open.After.unite(S.Raised);
  for (const auto &[Id, Live] : S.Live)
    if (!Here.Not.Starting.contains(Id))
      Open.Live.insert(Id);
  keepArguments(S, Open);
  if (!E.Target) {
    Out.Pendings.push_back(std::move(Open));
    return;
  }
  for (Path Origin : S.loadAll(E.Target).Origins) {
    Open.What.Target = Origin;
    Open.Taken = Here.Taken || isTaken(S, Origin);
    Out.Pendings.push_back(Open);
  }
}

} // namespace maprace::analysis
