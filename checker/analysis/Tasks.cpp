// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tasks: a callable that is put where a running thread looks for one runs in
// that thread. That is how a thread pool, an event loop or an actor of the
// user's own is known: by what its body does.

#include "checker/analysis/Tasks.h"
#include "checker/analysis/Frame.h"
#include "checker/analysis/Guarded.h"
#include "checker/analysis/Stories.h"
#include "checker/analysis/Storing.h"

namespace maprace::analysis {

using ir::Event;
using ir::Operand;
using ir::Root;

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

bool waitsAt(const ir::Program &P, const Thread &T, Path Place) {
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
