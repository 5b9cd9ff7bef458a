// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a callee stored, and tasks: a callable that is put where a running
// thread looks for one runs in that thread. That is how a thread pool, an
// event loop or an actor of the user's own is known: by what its body does.

#include "checker/analysis/Frame.h"
#include "checker/analysis/Guarded.h"
#include "checker/analysis/Stories.h"

namespace maprace::analysis {

using ir::Event;
using ir::Operand;
using ir::Root;

/// Stands for a task that is being handed over.
static constexpr const char *GivenNow = "$given";

/// A new object that a global points to goes by the global's name from then
/// on: whoever comes by the global finds that one.
void Frame::nameByGlobal(State &S, Path Pointer) {
  std::vector<Path> Places = S.resolve(Pointer);
  if (Places.size() != 1 || !P.Paths.isRoot(Places[0]) ||
      P.Paths[Places[0]].RootKind != Root::Global)
    return;
  Value V = S.load(Places[0]);
  if (V.Pointees.size() != 1 || !V.Origins.empty())
    return;
  Path Object = *V.Pointees.begin();
  if (!P.Paths.isRoot(Object) || P.Paths[Object].RootKind != Root::Alloc)
    return;
  Path Named = P.Paths.step(Places[0], ir::StepKind::Deref);
  S.moveRoot(Object, Named);
  if (Symbol Class = classOf(Object))
    Types[Named] = Class;
}

/// Who puts \p What at \p Place may give somebody a task: what comes later
/// comes after that.
void Frame::putTask(State &S, Path Place, const Value &What) const {
  bool Object = !What.Pointees.empty() && !P.Paths.isRoot(Place) &&
                P.Paths[Place].Step == ir::StepKind::Index;
  if (shareable(Place) && (Object || !What.Functions.empty()))
    S.Raised.insert(Place);
}

/// True if callables are at a place that holds \p There beside \p New.
static bool holdsOthers(const Value &There, const Value &New) {
  return !New.Functions.empty() &&
         std::any_of(There.Functions.begin(), There.Functions.end(),
                     [&](Symbol F) { return !New.Functions.contains(F); });
}

void Frame::store(State &S, const Event &E) {
  Value Stored = S.evaluate(E.Args[0]);
  if (shareable(E.Target) && !Stored.empty())
    S.Awaited = {};
  for (Path Place : S.resolve(E.Target)) {
    give(S, Place, Stored);
    putObjects(S, Place, Stored);
    putTask(S, Place, Stored);
  }
  if (E.Args[0].K == Operand::Move && S.Locks.excludes() &&
      shareable(S.normalise(E.Args[0].Where)))
    S.Taken.insert(S.normalise(E.Args[0].Where));
  // What was put there before was handed over then.
  Path Given = 0;
  for (Path Place : S.resolve(E.Target))
    if (!S.Live.empty() && holdsOthers(S.load(Place), Stored)) {
      Given = P.Paths.root(Root::Local, P.Symbols.intern(GivenNow));
      Operand Copy = E.Args[0];
      if (Copy.K == Operand::Move)
        Copy.K = Operand::Value;
      S.assign(Given, Copy);
      break;
    }
  S.assign(E.Target, E.Args[0]);
  nameByGlobal(S, E.Target);
  if (S.Live.empty())
    return;
  for (Path Place : S.resolve(E.Target))
    handOver(S, Place, Given, E.Where, nullptr, nullptr);
  if (Given)
    S.forget(Given);
}

namespace {
using Parts = std::vector<std::pair<Path, Value>>;

/// A value on its way to a place.
struct Write {
  Path To;
  Value What;
  /// Without what was there before.
  Value Put;
  /// The places it may be copied from, with their parts.
  std::vector<std::pair<Path, Parts>> From;
  /// Threads of the callee that it handed the value over to itself.
  std::vector<TokenId> Handed;
};
} // namespace

/// The caller's place whose content the callee found at \p Origin, or 0.
static Path sourceOf(const ir::Program &P, const State &S, const Translator &T,
                     const std::vector<Operand> &Args, Path Origin) {
  if (!P.Paths.isRoot(Origin) || P.Paths[Origin].RootKind != Root::Param)
    return T.place(Origin);
  size_t Number = P.Paths[Origin].Name;
  if (Number >= Args.size() ||
      (Args[Number].K != Operand::Value && Args[Number].K != Operand::Move))
    return 0;
  std::vector<Path> Places = S.resolve(Args[Number].Where);
  return Places.size() == 1 ? Places[0] : 0;
}

/// All such places of the callee's value \p V, with their parts.
static std::vector<std::pair<Path, Parts>>
sourcesOf(const ir::Program &P, const State &S, const Translator &T,
          const std::vector<Operand> &Args, const Value &V) {
  std::vector<std::pair<Path, Parts>> Result;
  for (Path Origin : V.Origins)
    if (Path From = sourceOf(P, S, T, Args, Origin))
      Result.emplace_back(From, S.under(From));
  return Result;
}

/// What \p Place may hold beside \p New that is put there. Of the parts of a
/// new element, or of a new object, nothing else is known.
static Value heldBefore(const ir::Program &P, State &S, Path Place,
                        const Value &New) {
  bool Part = New.Functions.empty() && !P.Paths.isRoot(Place) &&
              P.Paths[Place].Step == ir::StepKind::Field &&
              (P.Paths[Place].Indexed ||
               P.Paths[P.Paths[Place].Top].RootKind == Root::Alloc);
  return Part && !S.findPlace(Place) ? Value() : S.load(Place);
}

/// True if \p Open runs what it finds at \p Place: a callable, or a virtual
/// function of an object whose address is there.
static bool looksAt(const ir::Program &P, const Pending &Open, Path Place) {
  const Event &E = Open.What;
  if (Open.IsStart)
    return false;
  if (E.Target)
    return maySame(P, E.Target, Place);
  return E.Virtual && !E.Args.empty() && E.Args[0].K == Operand::Value &&
         maySame(P, E.Args[0].Where, Place);
}

/// True if the thread runs what is put at \p Place.
static bool waitsAt(const ir::Program &P, const Thread &T, Path Place) {
  return std::any_of(
      T.Pendings.all().begin(), T.Pendings.all().end(),
      [&](const Pending &Open) { return looksAt(P, Open, Place); });
}

/// True if the thread runs what is put into a part of the object at \p Place,
/// such as a structure of callbacks.
static bool waitsInside(const ir::Program &P, const Thread &T, Path Place) {
  return std::any_of(T.Pendings.all().begin(), T.Pendings.all().end(),
                     [&](const Pending &Open) {
                       return Open.What.Target && Open.What.Target != Place &&
                              P.Paths.hasPrefix(Open.What.Target, Place);
                     });
}

/// What the callee passed on to threads of its own, and got from its caller, is
/// known to them before they are taken over: it is theirs, not a task that
/// someone hands them later.
void Frame::handDown(State &S, const Translator &T, const Target &Callee) {
  const std::vector<Thread> &Threads = Callee.Effects->Threads;
  for (const auto &[Place, Stored] : Callee.Effects->Stores) {
    auto Any = [&, Place = Place](auto Waits) {
      return std::any_of(Threads.begin(), Threads.end(),
                         [&](const Thread &T) { return Waits(P, T, Place); });
    };
    if (Stored.Origins.empty() || !(Any(waitsAt) || Any(waitsInside)))
      continue;
    Value Given = T.value(Stored);
    bool Whole = Given.Functions.empty() && Given.Pointees.empty();
    if (Whole && !Any(waitsInside))
      continue;
    auto Sources = sourcesOf(P, S, T, Callee.Args, Stored);
    for (Path To : T.places(Place)) {
      Value Both = Given;
      Both.Origins.insert(To); // others may put something else there yet
      if (!Whole)
        S.store(To, Both);
      for (const auto &[From, Parts] : Sources)
        Out.Capped |= !S.copyParts(Parts, From, To);
    }
  }
}

void Frame::applyStores(State &S, const Translator &T, const Target &Callee,
                        const std::vector<TokenId> &Started, const Event &E,
                        const Story &Calls, ThreadStartPtr Runner) {
  std::vector<Write> Writes;
  PathSet MovedAway;
  for (const auto &[Place, Stored] : Callee.Effects->Stores) {
    if (isOwnParameter(Place)) {
      size_t Number = P.Paths[P.Paths[Place].Top].Name;
      if (Number < Callee.Args.size() &&
          Callee.Args[Number].K == ir::Operand::Move)
        for (Path Argument : T.places(Place))
          MovedAway.insert(Argument);
      continue;
    }
    Value What = T.value(Stored), Put = What;
    if (Stored.Origins.contains(Place)) {
      Value New = Stored;
      New.Origins.erase(Place);
      Put = T.value(New);
    }
    Write W{0, What, Put, sourcesOf(P, S, T, Callee.Args, Stored), {}};
    for (size_t I = 0; I != Started.size(); ++I)
      if (waitsAt(P, Callee.Effects->Threads[I], Place))
        W.Handed.push_back(Started[I]);
    for (TokenId Index : Stored.Threads)
      W.What.Threads.insert(Started[Index]);
    std::vector<Path> Places;
    if (P.Paths[Place].Top != ReturnPlace)
      Places = T.places(Place);
    else if (E.Result && !Runner)
      Places = {P.Paths.rebase(Place, ReturnPlace, E.Result)};
    for (Path To : Places) {
      W.To = To;
      give(S, To, W.Put);
      if (!Runner)
        putObjects(S, To, W.What);
      Writes.push_back(W);
    }
  }
  // Wholes before their parts: storing a whole forgets its parts.
  std::sort(Writes.begin(), Writes.end(), [&](const Write &A, const Write &B) {
    return std::make_pair(P.Paths[A.To].Depth, A.To) <
           std::make_pair(P.Paths[B.To].Depth, B.To);
  });
  for (Write &W : Writes) {
    bool Handle = !W.What.Threads.empty() && W.What.Pointees.empty();
    if (Handle)
      applyHandles(S, W.To, W.What);
    Value Now = W.What;
    if (Runner) {
      // Some time; so what was there may be there as well. Only callables
      // matter to others before the thread is joined.
      if (W.What.Functions.empty() && W.What.Pointees.empty() &&
          W.What.Threads.empty())
        continue;
      Now = heldBefore(P, S, W.To, W.What);
      Now.join(W.What);
    }
    if (Handle)
      S.storeHandle(W.To, Now);
    else
      S.store(W.To, Now);
    // What may be left as it was keeps its parts.
    for (const auto &[From, Parts] : W.From)
      Out.Capped |= !S.copyParts(Parts, From, W.To);
  }
  Giver = Callee.Effects;
  for (const Write &W : Writes) {
    if (W.What.Functions.empty() && W.What.Pointees.empty())
      continue;
    if (!Runner)
      putTask(S, W.To, W.What);
    if (S.Live.empty())
      continue;
    bool Copied = false;
    for (const auto &[From, Parts] : W.From)
      if (From != W.To) {
        Copied = true;
        handOver(S, W.To, From, E.Where, Calls, Runner, W.Handed);
      }
    if (Copied)
      continue;
    // What was put there before was handed over then.
    Path Given = P.Paths.root(Root::Local, P.Symbols.intern(GivenNow));
    for (const Write &Part : Writes)
      if (P.Paths.hasPrefix(Part.To, W.To)) {
        Path To = P.Paths.rebase(Part.To, W.To, Given);
        S.store(To, Part.Put);
        for (const auto &[From, Parts] : Part.From)
          if (From != Part.To)
            Out.Capped |= !S.copyParts(Parts, From, To);
      }
    handOver(S, W.To, Given, E.Where, Calls, Runner, W.Handed);
    S.forget(Given);
  }
  endGiven(S);
  for (Path Argument : MovedAway)
    S.store(Argument, {});
}

PathSet Frame::leaveCallables(State &S, const Translator &T,
                              const Target &Task) {
  const auto &Stores = Task.Effects->Stores;
  auto IsCallable = [&](Path Place) {
    return P.Paths[P.Paths[Place].Top].RootKind != Root::Local &&
           std::any_of(Stores.begin(), Stores.end(), [&](const auto &Other) {
             return !Other.second.Functions.empty() &&
                    P.Paths.hasPrefix(Place, Other.first);
           });
  };
  auto IsInNew = [&](Path Place) {
    return Task.Effects->Types.contains(P.Paths[Place].Top);
  };
  PathSet Left;
  for (const auto &[Place, Stored] : Stores) {
    if (!IsCallable(Place) && !IsInNew(Place))
      continue;
    Value V = T.value(Stored);
    V.Threads = {};
    auto Sources = sourcesOf(P, S, T, Task.Args, Stored);
    for (Path To : T.places(Place)) {
      if (!V.Functions.empty())
        Left.insert(To);
      Value Both = heldBefore(P, S, To, V);
      Both.join(V);
      S.store(To, Both);
      for (const auto &[From, Parts] : Sources)
        Out.Capped |= !S.copyParts(Parts, From, To);
    }
  }
  return Left;
}

void Frame::handOver(State &S, Path Place, Path Callable, ir::Loc Where,
                     const Story &Calls, ThreadStartPtr Runner,
                     const std::vector<TokenId> &Except) {
  if (!Callable)
    Callable = Place;
  std::vector<std::pair<TokenId, Pending>> Waiting;
  for (const auto &[Id, Live] : S.Live)
    for (const Pending &Open : Live.Pendings.all())
      // The callee handed it over to the threads of its own.
      if (std::find(Except.begin(), Except.end(), Id) == Except.end() &&
          looksAt(P, Open, Place))
        Waiting.emplace_back(Id, Open);
  // Whichever of several workers takes it, it runs beside their other tasks.
  bool OneWorker = true;
  for (const auto &[Executor, Open] : Waiting) {
    OneWorker &= !Open.Several;
    if (Executor != Waiting[0].first) {
      OneWorker = false;
      S.Live[Executor].Several = S.Live[Waiting[0].first].Several = true;
    }
  }
  for (const auto &[Executor, Open] : Waiting)
    if (Executor == Waiting[0].first)
      startTask(S, Executor, Open, Callable, Place, OneWorker, Where, Calls,
                Runner);
}

/// Objects of one kind each have a thread that looks for tasks there: what
/// these do to their own object they do one after the other.
static void inOwnTurn(ir::Program &P, Path Queue, Access &A) {
  Path Object = P.Paths[A.Target].Top;
  if (!Queue || P.Paths[Object].RootKind != Root::Alloc ||
      P.Paths[P.Paths[Queue].Top].RootKind != Root::Alloc ||
      siteOf(P, Object) != siteOf(P, P.Paths[Queue].Top))
    return;
  Queue = P.Paths.rebase(Queue, P.Paths[Queue].Top, Object);
  while (!P.Paths.isRoot(Queue) && P.Paths[Queue].Step == ir::StepKind::Index)
    Queue = P.Paths[Queue].Parent;
  A.Locks.acquire(Queue, LockMode::Exclusive, A.Where);
}

/// What the thread that takes \p Open signals of the task at \p Callable itself
/// once it is done, such as the task's future.
static PathSet signalsOfTask(ir::Program &P, const State &S,
                             const Pending &Open, Path Callable) {
  PathSet Result;
  for (Path Object : Open.Releases)
    if (P.Paths.hasPrefix(Object, Open.What.Target))
      for (Path Mine :
           S.resolve(P.Paths.rebase(Object, Open.What.Target, Callable)))
        Result.insert(Mine);
  return Result;
}

/// True if the callee names the task that it has given. Of one that its caller
/// handed it, it cannot tell whether it has waited for it.
static bool knowsTask(const Summary &Giver, Symbol Task) {
  return std::any_of(
      Giver.Stores.begin(), Giver.Stores.end(),
      [&](const auto &Put) { return Put.second.Functions.contains(Task); });
}

void Frame::startTask(State &S, TokenId Executor, const Pending &Open,
                      Path Callable, Path Queue, bool OneWorker, ir::Loc Where,
                      const Story &Calls, ThreadStartPtr Runner) {
  Event What = Open.What;
  if (What.Virtual) {
    What.Args[0] = {Operand::Value, Callable, 0};
    // Of what class it is must be known.
    std::vector<Path> Objects = objects(S, What.Args[0]);
    std::erase_if(Objects, [&](Path O) { return TakenFrom.contains(O); });
    if (Objects.empty() || !std::all_of(Objects.begin(), Objects.end(),
                                        [&](Path O) { return classOf(O); }))
      return;
  } else {
    What.Target = Callable;
  }
  PathSet Signalled =
      What.Virtual ? PathSet() : signalsOfTask(P, S, Open, Callable);
  bool Unknown = false;
  for (const Target &Task : targets(S, What, Unknown)) {
    Translator Tr(P, S, Task.Args, What.Where);
    auto Start = std::make_shared<ThreadStart>();
    Start->Key = P.Symbols.intern(
        "task " + P.text(F.Key) + "#" + std::to_string(Where.Line) + ":" +
        std::to_string(Where.Column) + "#" + P.text(Task.Code->Key));
    Start->Runs = Task.Code->Display;
    Start->Where = Where;
    Start->Calls = Calls;
    Start->Parent = Runner;
    Start->IsTask = true;
    AccessList Accesses, Held;
    LeftByOpen = {};
    threadAccesses(S, Task, Tr,
                   sum(S.normalised(Open.Locks), handedOver(Task, Tr)),
                   Accesses, nullptr, 1);
    PathSet Left = std::move(LeftByOpen);
    for (Access A : Accesses.all()) {
      if (isOfTaken(S, Open, What, A))
        continue;
      A.Locks.startAfter(S.Locks);
      inOwnTurn(P, OneWorker ? Queue : 0, A);
      A.Releases.unite(Signalled);
      Held.add(std::move(A));
    }
    if (!HandedOver.emplace(Executor, Start->Key).second)
      continue;
    if (!Held.all().empty()) {
      auto Done = std::make_shared<AccessList>(std::move(Held));
      bool Told = Giver && HandingOver == 0 && !What.Virtual &&
                  knowsTask(*Giver, Task.Code->Key);
      std::map<TokenId, LiveThread> Before;
      if (Told)
        Before = waitedFor(S, Task.Code->Key);
      PathSet Signals = Tr.placeSet(Task.Effects->Signals);
      Signals.unite(Signalled);
      std::vector<TokenId> Ids = introduce(
          S, {{Start, Done, {}, Executor, false, std::move(Signals)}}, false);
      pairWithGiver(S, Ids[0], Queue);
      for (const auto &[Id, Live] : Before)
        S.Live.insert_or_assign(Id, Live);
      if (Told) {
        GivenHere.emplace_back(Ids[0], Task.Code->Key);
        if (Giver->Repeats.contains(Task.Code->Key))
          pairRepeated(S, Ids[0], *Done);
      }
    }
    ++HandingOver;
    Left.unite(leaveCallables(S, Tr, Task));
    for (Path Next : Left)
      handOver(S, Next, 0, What.Where, Calls, Start);
    if (--HandingOver == 0)
      HandedOver.clear();
  }
}

} // namespace maprace::analysis
