// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What each event does to the abstract state.

#include "checker/analysis/Flags.h"
#include "checker/analysis/Frame.h"
#include "checker/analysis/Guarded.h"
#include "checker/analysis/Meetings.h"
#include "checker/analysis/Repeats.h"

namespace maprace::analysis {

using ir::Event;
using ir::Operand;
using ir::Root;
using ir::StepKind;

/// The name by which the lock \p Lock is held: a loop may have taken those of
/// each element.
static Path heldAs(const ir::Program &P, const LockSet &Locks, Path Lock) {
  for (const HeldLock &H : Locks)
    if (H.held() && P.Paths[H.Lock].Depth == P.Paths[Lock].Depth &&
        prefixOfEach(P, H.Lock, Lock))
      return H.Lock;
  return Lock;
}

void Frame::transfer(State &S, const Event &E) {
  if (S.Same.empty()) {
    apply(S, E);
  } else {
    LockSet Before = S.Locks;
    apply(S, E);
    S.lockAlike(Before);
  }
  keepHeld(S);
  // Who let the lock go under which a flag was not set yet may be overtaken.
  for (auto &[Answer, Known] : S.Searches)
    Known.keep([&](Path Lock) { return S.Locks.holds(Lock); });
  if (!S.Locks.empty() && !S.Locks.excludes())
    S.Locks.endOnce([&](Path Lock) { return isRaisedPart(P, Lock); });
}

void Frame::apply(State &S, const Event &E) {
  switch (E.K) {
  case Event::Access:
    return access(S, E);
  case Event::Store:
    keep(S, E);
    return store(S, E);
  case Event::Declare:
  case Event::Allocate:
    return allocate(S, E);
  case Event::Destroy:
    for (Path Place : S.resolve(E.Target))
      destroy(S, Place);
    return;
  case Event::Call:
    return call(S, E, nullptr, 0);
  case Event::Spawn:
    return spawn(S, E, nullptr, 0);
  case Event::Join:
    for (Path Place : S.resolve(E.Target))
      join(S, Place);
    letGoMeanwhile(S, E);
    if (E.Flag)
      meet(S, E);
    return;
  case Event::Signal:
    if (!E.Many || !InLoop)
      signal(S, S.normalise(E.Target), E.Flag);
    return;
  case Event::Raise:
    return raise(S, E);
  case Event::Raised:
    return raised(S, E);
  case Event::Combine:
    return combine(S, E);
  case Event::Same:
    return compare(S, E);
  case Event::Assume:
    return refine(S, S.loadAll(E.Target), true);
  case Event::LetGo:
    return take(S, E);
  case Event::Acquire:
    if (E.Many)
      S.Locks.beThread(S.normalise(E.Target), E.Where);
    else
      S.Locks.acquire(S.normalise(E.Target), E.Mode, E.Where, E.Flag);
    return;
  case Event::Release:
    if (Path Lock = heldAs(P, S.Locks, S.normalise(E.Target)); E.Many)
      S.Locks.releaseEither(Lock);
    else
      S.Locks.release(Lock, E.Mode);
    return;
  case Event::TryAcquire:
    // It is not the caller's: who lets it go without having got it does no
    // harm.
    if (!E.Flag)
      S.Locks.tried(S.normalise(E.Target));
    return tell(S, E, E.Flag ? Condition::ThisThread : Condition::LockTaken);
  case Event::Guard:
    return guard(S, E);
  case Event::GuardLock:
    return setGuard(S, E, Owned::Yes);
  case Event::GuardUnlock:
    return setGuard(S, E, Owned::No);
  case Event::GuardTry:
  case Event::GuardOwns:
    return tell(S, E, Condition::GuardOwns);
  case Event::GuardRelease:
    return releaseGuard(S, E);
  case Event::Joinable:
    return tell(S, E, Condition::ThreadJoinable);
  case Event::Change:
    if (!E.Many)
      numberChanges(S, P.text(E.Text));
    if (!Mentioned.contains(P.text(E.Text)))
      return;
    if (E.Many)
      S.endLoop(P.text(E.Text));
    else
      S.ageIndex(P.text(E.Text), E.Flag);
    return;
  case Event::Return:
    if (E.Args.empty())
      return;
    S.assign(ReturnPlace, E.Args[0]);
    if (E.Args[0].K == Operand::Constant)
      S.findPlace(ReturnPlace)->Number = E.Args[0].Name;
    return;
  }
}

/// Part of something that an author vouches for.
bool Frame::isTrusted(Path Target) const {
  for (; !P.Paths.isRoot(Target); Target = P.Paths[Target].Parent)
    if (P.Paths[Target].Step == StepKind::Field)
      if (auto It = P.Fields.find(P.text(P.Paths[Target].Name));
          It != P.Fields.end() && It->second.Trusted)
        return true;
  return false;
}

void Frame::access(State &S, const Event &E) {
  // The body of the callee that is said to do it tells itself.
  bool Told = E.Callee && P.Functions.contains(P.text(E.Callee));
  if (Told || F.Trusted || isTrusted(E.Target))
    return;
  searched(S, E);
  if (!Recording)
    return;
  Access A = accessOf(S, E);
  if (A.Kind == ir::AccessKind::Escape)
    return leave(S, E, std::move(A));
  if (A.Kind == ir::AccessKind::ElementRead ||
      A.Kind == ir::AccessKind::ElementWrite)
    useKept(S, E, A);
  // Nothing is said of readers of values.
  if (A.Kind == ir::AccessKind::ElementRead)
    return;
  if (Watch)
    Watch->made(A);
  note(S, A, {});
}

Access Frame::accessOf(const State &S, const Event &E) const {
  Access A;
  A.Target = S.normalise(E.Target);
  A.Named = E.Target;
  A.Kind = E.Access_;
  A.Operation = E.Text;
  A.Function = F.Display;
  A.Where = E.Where;
  A.Locks = locksNow(S);
  A.Joined = S.Joined;
  A.After = S.Signalled;
  A.After.unite(S.Raised);
  A.Phase = S.Phase;
  A.Initialising = F.Unchecked;
  A.Counts = A.reads() && E.Many;
  A.Put = S.Put.contains(P.Paths[A.Target].Top);
  if (E.Flag)
    A.Removes = E.Many ? Removal::All : Removal::Some;
  else if (E.Many && A.writes())
    A.Removes = Removal::Moves;
  return A;
}

/// A new object has no name of its own. One that is reached through a local
/// pointer is better known by the member or variable that holds it as well.
Path Frame::nameFor(const State &S, Path Written, Path Target) const {
  if (!Written)
    return Written;
  Path Object = P.Paths[Target].Top;
  Path Name = namedPart(P.Paths, Written);
  if (P.Paths[Object].RootKind != Root::Alloc || !P.Paths.isRoot(Name) ||
      P.Paths[Name].RootKind != Root::Local ||
      !P.Paths.isRoot(namedPart(P.Paths, Target)))
    return Written;
  for (const auto &[Place, V] : S.places()) {
    Path Holder = namedPart(P.Paths, Place);
    bool Known = P.Paths.isRoot(Holder)
                     ? P.Paths[Holder].RootKind == Root::Global
                     : P.Fields.contains(P.text(P.Paths[Holder].Name));
    if (Known && V.Pointees.contains(Object))
      return P.Paths.rebase(Target, Object,
                            P.Paths.step(Place, StepKind::Deref));
  }
  return Written;
}

void Frame::allocate(State &S, const Event &E) {
  if (E.K == Event::Declare) {
    if (InLoop && P.Paths.isRoot(E.Target))
      S.age(E.Target);
    S.forget(E.Target);
    if (E.Type)
      Types[E.Target] = E.Type;
    return;
  }
  if (Value There = S.loadAll(E.Target);
      E.Flag && !(There.Pointees.empty() && There.Origins.empty()))
    return;
  bool Once = S.Locks.inOnce();
  Path Object =
      P.Paths.root(Once ? Root::Global : Root::Alloc,
                   P.Symbols.intern(P.text(F.Key) + "#" + P.text(E.Text)));
  if (Path Old = InLoop && !Once ? S.age(Object) : 0)
    Types[Old] = E.Type;
  if (InLoop && !Once)
    MadeInLoop.insert(Object);
  Types[Object] = E.Type;
  Value V;
  V.Pointees.insert(Object);
  S.store(E.Target, V);
}

std::vector<Path> Frame::objects(const State &S, const Operand &O) const {
  std::vector<Path> Result;
  if (O.K == Operand::Address)
    return S.resolve(O.Where);
  Value V = S.evaluate(O);
  for (Path Pointee : V.Pointees)
    Result.push_back(Pointee);
  for (Path Origin : V.Origins)
    Result.push_back(P.Paths.step(Origin, StepKind::Deref));
  return Result;
}

void Frame::guard(State &S, const Event &E) {
  GuardValue G;
  for (const Operand &O : E.Args) {
    if (O.K == Operand::Function && !G.Locks.empty()) {
      auto Taken = takenBy(S, O.Name, G.Locks.back().first, E.Mode, E.Where);
      G.Locks.pop_back();
      G.Locks.insert(G.Locks.end(), Taken.begin(), Taken.end());
    }
    if (Value *Other =
            O.K == Operand::Value ? S.findPlace(S.normalise(O.Where)) : nullptr;
        Other && Other->Guard) {
      for (const auto &Lock : Other->Guard->Locks)
        G.Locks.emplace_back(Lock.first, E.Mode);
      continue;
    }
    if (O.Where)
      G.Locks.emplace_back(
          S.normalise(O.K == Operand::Address
                          ? O.Where
                          : P.Paths.step(O.Where, StepKind::Deref)),
          E.Mode);
  }
  switch (E.Take) {
  case ir::GuardTake::Lock:
    for (auto [Lock, Mode] : G.Locks)
      S.Locks.acquire(Lock, Mode, E.Where);
    G.State = Owned::Yes;
    G.Passing = E.Flag;
    break;
  case ir::GuardTake::Adopt:
    G.State = Owned::Yes;
    break;
  case ir::GuardTake::Try:
    G.State = Owned::Tried;
    break;
  case ir::GuardTake::Defer:
    G.State = Owned::Never;
    break;
  }
  Value V;
  V.Guard = std::move(G);
  S.store(E.Target, V);
}

void Frame::setGuard(State &S, const Event &E, Owned To) {
  for (Path Place : S.resolve(E.Target)) {
    Value *V = S.findPlace(Place);
    if (V && V->Guard) {
      for (auto &[Lock, Mode] : V->Guard->Locks) {
        if (E.Flag) {
          if (V->Guard->State == Owned::Yes)
            S.Locks.release(Lock, Mode);
          Mode = E.Mode;
          S.Locks.acquire(Lock, Mode, E.Where);
          continue;
        }
        if (To == Owned::Yes && V->Guard->State != Owned::Yes)
          S.Locks.acquire(Lock, Mode, E.Where);
        // What may be owned is not in the must-lockset.
        if (To == Owned::No && V->Guard->State == Owned::Yes)
          S.Locks.release(Lock, Mode);
      }
      V->Guard->State = To;
      continue;
    }
    for (Path Origin : S.load(Place).Origins) {
      Path Lock = passedLocks(Origin);
      if (To == Owned::Yes)
        S.Locks.acquire(Lock, LockMode::Exclusive, E.Where);
      else
        S.Locks.release(Lock, LockMode::Exclusive);
    }
  }
}

/// The guard forgets its lock, which stays as it is, and returns its address.
void Frame::releaseGuard(State &S, const Event &E) {
  Value Lock;
  for (Path Place : S.resolve(E.Target)) {
    Value *V = S.findPlace(Place);
    if (!V || !V->Guard)
      continue;
    V->Guard->State = Owned::No;
    for (const auto &Held : V->Guard->Locks)
      Lock.Pointees.insert(Held.first);
  }
  if (E.Result)
    S.store(E.Result, Lock);
}

void Frame::tell(State &S, const Event &E, Condition::Kind Of) const {
  Path Place = S.normalise(E.Target);
  if (E.K == Event::GuardTry || E.K == Event::GuardOwns)
    if (Value *V = S.findPlace(Place); V && V->Guard) {
      bool Asked = V->Guard->State == Owned::Tried;
      bool Tries = E.K == Event::GuardTry && (V->Guard->State == Owned::No ||
                                              V->Guard->State == Owned::Never);
      if (Asked || Tries)
        V->Guard->State = Owned::Maybe;
    }
  if (!E.Result)
    return;
  Value V;
  V.Cond = Condition{Of, Place, E.Mode};
  // Of a caller's guard.
  if (E.K == Event::GuardTry || E.K == Event::GuardOwns)
    if (const Value Guard = S.load(Place);
        !Guard.Guard && Guard.Origins.size() == 1)
      V.Cond = Condition{E.K == Event::GuardTry ? Condition::LockTaken
                                                : Condition::LockHeld,
                         passedLocks(*Guard.Origins.begin()), E.Mode};
  S.store(E.Result, V);
}

/// Result tells whether two pointers lead to one object.
void Frame::compare(State &S, const Event &E) const {
  Value V;
  V.Cond = Condition{Condition::OneObject, 0};
  for (const Operand &O : E.Args)
    V.Cond->Parts.push_back(
        {Condition::OneObject,
         S.normalise(O.K == Operand::Address
                         ? O.Where
                         : P.Paths.step(O.Where, StepKind::Deref))});
  S.store(E.Result, V);
}

/// What stands for the locks of a guard that was passed in: its caller knows
/// them.
Path Frame::passedLocks(Path Guard) const {
  return P.Paths.step(Guard, StepKind::Call, P.Symbols.intern(GuardLocks));
}

void Frame::destroy(State &S, Path Place) {
  // Of elements that cannot be told apart all end.
  for (const auto &[Part, V] : S.underEach(Place)) {
    if (V.Guard && V.Guard->State == Owned::Yes)
      for (auto [Lock, Mode] : V.Guard->Locks) {
        S.Locks.release(Lock, Mode);
        if (V.Guard->Passing)
          S.Locks.miss(Lock, F.Where);
      }
    if (V.JoinsOnDestroy)
      for (TokenId Id : V.Threads)
        S.stopThread(Id);
  }
  bool Moved = isOwnParameter(Place) && S.load(Place).empty();
  if (Recording && !Moved &&
      P.Paths[P.Paths[Place].Top].RootKind != Root::Local)
    Out.Destroys.insert(Place);
  S.forget(Place);
}

/// What stands for "the tasks are done" at a condition variable.
Path Frame::taskPart(Path Signal) const {
  return P.Paths.step(Signal, StepKind::Field, P.Symbols.intern("$tasks"));
}

void Frame::signal(State &S, Path Object, bool TasksOnly) {
  if (TasksOnly)
    Object = taskPart(Object);
  S.Signalled.insert(Object);
  Signals.insert(Object);
}

/// What the pointer led to is reached by nobody else once it leads elsewhere.
void Frame::take(State &S, const Event &E) {
  if (!S.Locks.excludes())
    return;
  Path Pointer = S.normalise(E.Target);
  if (E.Many) {
    S.Taken.insert(Pointer);
    return;
  }
  // A parameter of the function's own is nothing that others see.
  if (isOwnParameter(Pointer))
    return;
  Path Object = P.Paths.root(
      Root::Alloc, P.Symbols.intern(P.text(F.Key) + "#taken " +
                                    std::to_string(E.Where.Line) + ":" +
                                    std::to_string(E.Where.Column)));
  PathSet Taken;
  if (!E.Flag) {
    if (S.load(Pointer).Origins.contains(Pointer))
      Taken.insert(Pointer);
  } else {
    for (const auto &[Place, V] : S.places())
      for (Path Origin : V.Origins)
        if (Place != Origin && maySame(P, Origin, Pointer))
          Taken.insert(Origin);
  }
  if (Taken.empty())
    return;
  if (InLoop)
    S.age(Object);
  // Each time it is another.
  Types.try_emplace(Object, 0);
  TakenFrom[Object] = *Taken.begin();
  for (Path Each : Taken)
    S.takeObject(Each, Object);
}

/// All who take part are here.
void Frame::meet(State &S, const Event &E) {
  S.Phase = {};
  S.Phase.insert(phaseAfter(P, S.normalise(E.Target), E.Where));
  S.Asked = {};
}

void Frame::join(State &S, Path Place, const std::vector<TokenId> &New) const {
  if (isAgainPart(P, Place)) {
    S.Joined.insert(Place);
    return;
  }
  S.Awaited.insert(Place);
  forgetGiven(P, S, Place);
  Value V = S.load(Place);
  for (TokenId Id : V.Threads)
    // Of threads that one event starts again and again the last one lives.
    if (std::find(New.begin(), New.end(), Id) == New.end())
      S.stopThread(Id);
  for (Path Origin : V.Origins)
    S.Joined.insert(Origin);
  // A future leads to what it waits for.
  for (Path Awaited : V.Pointees) {
    for (TokenId Id : S.load(Awaited).Threads)
      S.stopThread(Id);
    S.awaitSignal(Awaited, taskPart(Awaited));
    S.Joined.insert(Awaited);
    forgetGiven(P, S, Awaited);
    S.Awaited.insert(Awaited);
  }
  S.awaitSignal(Place, taskPart(Place));
  // Something else may have started it since this function began.
  S.Joined.insert(Place);
}

} // namespace maprace::analysis
