// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Calls: replaying the summary of what runs in the caller's terms.

#include "checker/analysis/Flags.h"
#include "checker/analysis/Frame.h"
#include "checker/analysis/Guarded.h"
#include "checker/analysis/Meetings.h"
#include "checker/analysis/Repeats.h"
#include "checker/analysis/Stories.h"

namespace maprace::analysis {

using ir::Event;
using ir::Operand;
using ir::Root;
using ir::StepKind;

void Frame::call(State &S, const Event &E, Story Calls, unsigned Depth) {
  if (virtualLock(S, E))
    return;
  bool Unknown = false;
  std::vector<Target> Found = targets(S, E, Unknown);
  if (Unknown)
    postpone(S, E, {S.Locks, S.Joined, Calls, {}, {}, {}, S.Phase});
  if (Found.empty()) {
    giveAway(S, E);
    if (!Unknown)
      external(S, E);
    return;
  }
  if (Found.size() == 1)
    return callOne(S, E, Found[0], Calls, Depth);
  State Before = S;
  for (size_t I = 0; I != Found.size(); ++I) {
    State One = Before;
    callOne(One, E, Found[I], Calls, Depth);
    if (I == 0)
      S = std::move(One);
    else
      S.join(One);
  }
}

/// Code that is not in sight may run the callables that it is given whenever
/// it likes, such as a pool in a thread. What refers to variables of this
/// function is called before it returns.
void Frame::giveAway(const State &S, const Event &E) {
  if (!Recording || !E.Callee)
    return;
  auto IsLocal = [&](Path Where) {
    return P.Paths[P.Paths[Where].Top].RootKind == Root::Local;
  };
  for (const Operand &O : E.Args) {
    Value V = S.evaluate(O);
    if (V.Functions.empty())
      continue;
    bool Borrows = false;
    if (O.Where)
      for (Path Place : S.resolve(O.Where))
        for (const auto &[Part, Held] : S.under(Place))
          Borrows |=
              std::any_of(Held.Pointees.begin(), Held.Pointees.end(), IsLocal);
    if (!Borrows)
      Out.GivenAway.unite(V.Functions);
  }
}

/// What an accessor of unknown body hands out: the same at each call.
void Frame::external(State &S, const Event &E) {
  if (!E.Result)
    return;
  Value V;
  if (E.Callee && !E.Args.empty() && E.Args[0].Where)
    for (Path Object : objects(S, E.Args[0]))
      V.Pointees.insert(P.Paths.step(Object, StepKind::Call, E.Callee));
  else if (E.Callee)
    V.Pointees.insert(P.Paths.root(Root::Result, E.Callee));
  S.store(E.Result, V);
}

/// The callee's allocations are new objects each time it runs.
void Frame::freshObjects(State &S, const Translator &T,
                         const Summary &Effects) {
  FreshNow = {};
  for (const auto &[Object, Class] : Effects.Types) {
    Path Mine = T.made(Object);
    if (P.Paths[Mine].RootKind == Root::Global) {
      Types[Mine] = Class;
      continue;
    }
    if (Path Old = InLoop ? S.age(Mine) : 0)
      Types[Old] = Class; // ages further in a loop around the caller
    Types[Mine] = Class;
    FreshNow.insert(Mine);
    if (InLoop)
      MadeInLoop.insert(Mine);
  }
  for (const auto &[Object, From] : Effects.TakenFrom)
    if (Path Place = T.place(From))
      TakenFrom[T.made(Object)] = Place;
}

/// The address of a variable of this function.
bool Frame::isOwnObject(const Operand &O) const {
  return O.K == Operand::Address &&
         P.Paths[P.Paths[O.Where].Top].RootKind == Root::Local;
}

void Frame::callOne(State &S, const Event &E, const Target &T, Story Calls,
                    unsigned Depth) {
  const Summary &Effects = *T.Effects;
  Translator Tr(P, S, T.Args, E.Where);
  freshObjects(S, Tr, Effects);
  Context Here{locksNow(S),
               S.Joined,
               concat(Calls, calling(T.Code->Display, E.Where, nullptr)),
               {}};
  Here.Phase = S.Phase;
  if (Recording)
    noteAccesses(S, Tr, Effects, Here);
  const std::vector<Access> AfterTasks = afterTasks(S, Tr, Effects, Here);
  handDown(S, Tr, T);
  std::vector<Thread> Group;
  Group.reserve(Effects.Threads.size());
  for (const Thread &Theirs : Effects.Threads)
    Group.push_back(adopt(S, Tr, Theirs, Here.Calls, nullptr, Depth));
  std::vector<TokenId> Started = introduce(S, Group, true);
  callPendings(S, Tr, T, Started, Here, Depth);
  LockSet Delta = Tr.locks(Effects.Locks);
  if (T.Code->Kind == ir::Role::Destructor && !T.Args.empty() &&
      isOwnObject(T.Args[0]))
    Delta = Delta.ofDestroyed(S.Locks);
  PathSet Joins = Tr.placeSet(Effects.Joins);
  // What the callee put where it had ended something lives on.
  PathSet Replaced, Ended;
  for (Path Place : Effects.Destroys) {
    bool Again = std::any_of(
        Effects.Stores.begin(), Effects.Stores.end(),
        [&](const auto &S) { return P.Paths.hasPrefix(S.first, Place); });
    (Again ? Replaced : Ended).insert(Place);
  }
  Replaced = Tr.placeSet(Replaced);
  Ended = Tr.placeSet(Ended);
  applyLocks(S, Tr, Effects.Locks);
  for (const HeldLock &H : Delta)
    if (H.letGo())
      S.release(H);
    else
      S.Locks.apply(H);
  replayFacts(S, Tr, Effects, Joins);
  if (!Effects.Phase.empty()) {
    if (!Effects.Phase.contains(CallersPhase))
      S.Asked = {};
    S.Phase = phasesWithin(Tr.phases(Effects.Phase), S.Phase);
  }
  // Who is waited for at the end may run tasks that the callee stores before.
  PathSet Awaited = Tr.placeSet(Effects.Awaited);
  for (Path Handle : Joins)
    if (!Awaited.contains(Handle))
      join(S, Handle, Started);
  for (Path Place : Replaced)
    destroy(S, Place);
  if (!Effects.Stores.empty())
    S.Awaited = {};
  GiverLater = AfterTasks;
  applyStores(S, Tr, T, Started, E, Here.Calls, nullptr);
  GiverLater = {};
  for (TokenId New : Started)
    pairTaken(S, New);
  for (Path Handle : Awaited)
    join(S, Handle);
  replaySearches(S, Tr, Effects, E);
  for (Path Place : Ended)
    destroy(S, Place);
  keepGiven(S, Tr, Effects);
  keepPromise(S, E, T.Code->Promises, Effects);
}

/// What a callee signals, and the facts that it leaves behind.
void Frame::replayFacts(State &S, const Translator &T, const Summary &Effects,
                        const PathSet &Joins) {
  for (Path Object : T.placeSet(Effects.Signals))
    Signals.insert(InLoop && isRaisedPart(P, Object) && !isAgainPart(P, Object)
                       ? againPart(P, Object)
                       : Object);
  const PathSet Signalled = T.placeSet(Effects.Signalled);
  for (const PathSet *Facts : {&Signalled, &Joins})
    for (Path Fact : *Facts)
      if (isAgainPart(P, Fact))
        S.becomes(Fact);
  S.Signalled.unite(Signalled);
  PathSet Raised = T.placeSet(Effects.Raised);
  Raised.eraseIf([&](Path Any) { return isGivenPart(P, Any); });
  S.Raised.unite(Raised);
}

/// A callee that lets go or takes the locks of a guard that it was passed
/// changes that guard.
void Frame::applyLocks(State &S, const Translator &T, const LockSet &Delta) {
  for (const HeldLock &H : Delta) {
    ir::PathTable::Node N = P.Paths[H.Lock];
    if (!N.Parent || N.Step != StepKind::Call || P.text(N.Name) != GuardLocks)
      continue;
    for (Path Guard : T.places(N.Parent))
      if (Value *V = S.findPlace(Guard); V && V->Guard)
        V->Guard->State = H.letGo() ? Owned::No : Owned::Yes;
  }
}

void Frame::noteCall(State &S, const Event &What, const Target &T,
                     const Context &Here, unsigned Depth) {
  Translator Tr(P, S, T.Args, What.Where);
  Context Inside = Here;
  Inside.Calls =
      concat(Here.Calls, calling(T.Code->Display, What.Where, nullptr));
  noteAccesses(S, Tr, *T.Effects, Inside);
  callPendings(S, Tr, T, {}, Inside, Depth);
}

/// An access of a callee, here; its target is 0 if it is nobody's concern.
Access Frame::accessHere(const State &S, const Translator &Tr,
                         const Access &Theirs, const Context &Here) const {
  Access A = Tr.access(Theirs);
  if (F.Trusted)
    A.Target = 0;
  A.Locks = sum(Here.Locks, Tr.locks(Theirs.Locks));
  PathSet Before = S.Signalled;
  Before.unite(S.Raised);
  for (Path Seen : A.Joined)
    if (isAgainPart(P, Seen))
      Before.eraseIf([&](Path Old) { return isOver(P, Old, Seen); });
  A.After.unite(Before);
  A.Phase = phasesWithin(A.Phase, Here.Phase);
  A.Put |= S.Put.contains(P.Paths[A.Target].Top);
  A.Calls = concat(Here.Calls, Theirs.Calls);
  return A;
}

Frame::Unmet Frame::beforeCall(Access &A, const Context &Here) {
  Unmet Not = Here.Not;
  Not.Joined.unite(A.Joined);
  A.Joined.unite(Here.Joined);
  return Not;
}

/// Records what a callee accesses and which of its pairs race.
void Frame::noteAccesses(State &S, const Translator &Tr, const Summary &Effects,
                         const Context &Here) {
  for (const Access &Theirs : Effects.Accesses.all())
    if (Access A = accessHere(S, Tr, Theirs, Here); A.Target)
      note(S, A, beforeCall(A, Here));
  for (const KeyAccess &Theirs : Effects.KeyAccesses)
    if (Access A = accessHere(S, Tr, Theirs.At, Here); A.Target) {
      const Unmet Not = beforeCall(A, Here);
      relyOn(S, {std::move(A), Tr.index(Theirs.Key), Theirs.Replaces}, Not);
    }
  Out.Capped |= Tr.hasCut();
  adoptPairs(S, Tr, Effects, Here.Locks, Here.Calls, nullptr);
}

} // namespace maprace::analysis
