// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Calls: finding what runs, replaying its summary in the caller's terms.

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

/// Callables that are handed callables that are handed callables…
static constexpr unsigned MaxNesting = 5;
/// A virtual call that may run more functions than this is not followed: the
/// chance that a given one runs is too small to be evidence.
static constexpr size_t MaxTargets = 4;
static constexpr size_t MaxPendings = 64;

void Frame::addTarget(const State &S, Symbol Key, Path Callable, const Event &E,
                      std::vector<Target> &Found) const {
  static const Summary Nothing;
  auto It = P.Functions.find(P.text(Key));
  if (It == P.Functions.end())
    return;
  const ir::Function &Code = It->second;
  auto Effects = Known.find(Key);
  Target T{&Code, Effects == Known.end() ? &Nothing : &Effects->second, {}};
  if (Callable && Code.CallOperator) {
    T.Args.push_back({Operand::Address, Callable, 0});
  } else if (Callable) {
    for (unsigned I = 0;; ++I) {
      Path Bound = P.Paths.step(Callable, StepKind::Field,
                                P.Symbols.intern("$" + std::to_string(I)));
      if (S.under(Bound).empty())
        break;
      T.Args.push_back({Operand::Value, Bound, 0});
    }
  }
  T.Args.insert(T.Args.end(), E.Args.begin(), E.Args.end());
  specialise(T);
  Found.push_back(std::move(T));
}

Symbol Frame::classOf(Path Place) const {
  if (auto It = Types.find(Place); It != Types.end())
    return It->second;
  const ir::PathTable::Node &N = P.Paths[Place];
  if (!N.Parent && N.RootKind == Root::Param)
    return 0;
  std::string Name = P.text(N.Name);
  if (!N.Parent && !Name.empty() && Name.back() == OldMark) {
    while (!Name.empty() && Name.back() == OldMark)
      Name.pop_back();
    return classOf(P.Paths.root(N.RootKind, P.Symbols.intern(Name)));
  }
  bool Named =
      N.Parent ? N.Step == StepKind::Field : N.RootKind == Root::Global;
  if (!Named)
    return 0;
  auto It = P.Fields.find(Name);
  return It == P.Fields.end() ? 0 : It->second.Type;
}

std::vector<Frame::Target> Frame::targets(const State &S, const Event &E,
                                          bool &Unknown) const {
  std::vector<Target> Found;
  if (!E.Callee) {
    for (Path Callable : S.resolve(E.Target)) {
      Value V = S.load(Callable);
      for (Symbol Key : V.Functions)
        addTarget(S, Key, Callable, E, Found);
      // A part of an object of this frame may be filled by others yet, and a
      // container be given more.
      Unknown |= !V.Origins.empty() ||
                 (!P.Paths.isRoot(Callable) &&
                  (V.empty() || P.Paths[Callable].Step == StepKind::Index));
    }
    return Found;
  }
  if (!E.Virtual) {
    addTarget(S, E.Callee, 0, E, Found);
    return Found;
  }
  SmallSet<Symbol> Chosen;
  Symbol Only = Virtual.onlyOne(E.Callee);
  bool Any = E.Args.empty();
  if (!Any) {
    std::vector<Path> Objects = objects(S, E.Args[0]);
    for (Path Object : Objects) {
      // What was put there tells what is taken from there.
      Unknown |= !AsRoot && TakenFrom.contains(Object) && !classOf(Object);
      if (Symbol Class = classOf(Object))
        Chosen.insert(Virtual.exactly(Class, E.Callee));
      else if (Only) {
        Chosen.insert(Only);
        // What waits in a queue may be put there yet.
        Unknown |= !AsRoot && P.Paths[Object].Indexed &&
                   P.Paths[P.Paths[Object].Top].RootKind == Root::Param;
      } else if (!AsRoot &&
                 P.Paths[P.Paths[Object].Top].RootKind == Root::Param)
        Unknown = true;
      else
        Any = true;
    }
    Any |= Objects.empty();
  }
  const std::vector<Symbol> &Overriders = Virtual.anyOf(E.Callee);
  if (Any && Overriders.size() <= MaxTargets) {
    Chosen.insert(E.Callee);
    for (Symbol Key : Overriders)
      Chosen.insert(Key);
  }
  for (Symbol Key : Chosen)
    addTarget(S, Key, 0, E, Found);
  return Found;
}

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
    if (H.Exclusive < 0 || H.Shared < 0)
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
      join(S, Handle);
  for (Path Place : Replaced)
    destroy(S, Place);
  if (!Effects.Stores.empty())
    S.Awaited = {};
  GiverLater = AfterTasks;
  applyStores(S, Tr, T, Started, E, Here.Calls, nullptr);
  GiverLater = {};
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
        V->Guard->State =
            H.Exclusive < 0 || H.Shared < 0 ? Owned::No : Owned::Yes;
  }
}

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
                 concat(Outer.Calls, Open.Calls), Outer.NotYet};
    Here.Joined.unite(Outer.Joined);
    Here.After = T.placeSet(Open.After);
    Here.After.unite(Outer.After);
    for (TokenId Index = 0; Index != Started.size(); ++Index)
      if (!Open.Live.contains(Index))
        Here.NotYet.insert(Started[Index]);
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
    for (TokenId Id : Here.NotYet)
      Then.Live.erase(Id);
    callOne(Then, What, T, Here.Calls, Depth);
    for (const auto &[Id, Live] : Then.Live)
      S.Live.try_emplace(Id, Live);
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
  A.Joined.unite(Here.Joined);
  A.Phase = phasesWithin(A.Phase, Here.Phase);
  A.Calls = concat(Here.Calls, Theirs.Calls);
  return A;
}

/// Records what a callee accesses and which of its pairs race.
void Frame::noteAccesses(State &S, const Translator &Tr, const Summary &Effects,
                         const Context &Here) {
  for (const Access &Theirs : Effects.Accesses.all())
    if (Access A = accessHere(S, Tr, Theirs, Here); A.Target)
      note(S, A, Here.NotYet);
  for (const KeyAccess &Theirs : Effects.KeyAccesses)
    if (Access A = accessHere(S, Tr, Theirs.At, Here); A.Target)
      relyOn(S, {std::move(A), Tr.index(Theirs.Key), Theirs.Replaces},
             Here.NotYet);
  adoptPairs(S, Tr, Effects, Here.Locks, Here.Calls, nullptr);
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
    if (!Here.NotYet.contains(Id))
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
