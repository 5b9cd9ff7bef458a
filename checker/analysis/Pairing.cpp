// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which accesses may happen in parallel, and which of those race.

#include "checker/analysis/Conflict.h"
#include "checker/analysis/Frame.h"
#include "checker/analysis/Guarded.h"
#include "checker/analysis/Stories.h"

namespace maprace::analysis {

using ir::Root;
using ir::StepKind;

static constexpr size_t MaxPairs = 400;
static constexpr size_t MaxApart = 64;

bool Frame::shareable(Path Target) const {
  const ir::PathTable &Paths = P.Paths;
  Path Top = Paths[Target].Top;
  if (Paths[Top].RootKind == Root::Local)
    return false;
  if (Paths[Top].RootKind != Root::Param)
    return true;
  return leadsOn(Paths, Top, Target);
}

bool Frame::mustBeJoined(const State &S, const PathSet &Handles,
                         TokenId Thread) const {
  for (Path Handle : Handles) {
    const SmallSet<TokenId> Joined = S.endedWith(S.load(Handle).Threads);
    if (Joined.contains(Thread) || S.runsTasksOf(Joined, Thread) ||
        S.endsTask(taskPart(Handle), Thread))
      return true;
  }
  return false;
}

/// True if the access is made only if it is \p Thread, or a task of it, that
/// runs: somebody asked, by its handle.
bool Frame::isMadeBy(const State &S, const Access &A, TokenId Thread) const {
  for (const HeldLock &H : A.Locks) {
    if (!H.Once || H.Known || H.Exclusive <= 0)
      continue;
    const Value Handle = S.load(H.Lock);
    if (Handle.Threads.contains(Thread) ||
        S.runsTasksOf(Handle.Threads, Thread))
      return true;
  }
  return false;
}

/// True if the thread's access waits for something that this function signals,
/// and has not signalled yet.
bool Frame::signalledLater(const State &S, const Access &B) const {
  for (Path Object : B.Joined)
    if (Signals.contains(Object) && !S.Raised.contains(Object) &&
        !S.Signalled.contains(Object))
      return true;
  return false;
}

void Frame::note(State &S, const Access &Any, const Unmet &Not) {
  for (Access &A : S.decided(Any)) {
    A.Named = nameFor(S, Any.Named, A.Target);
    noteOne(S, std::move(A), Not);
  }
}

void Frame::noteOne(State &S, Access A, const Unmet &Not) {
  Path Unborn = 0;
  if (F.Kind != ir::Role::Plain) {
    Unborn = P.Paths.step(P.Paths.root(Root::Param, 0), StepKind::Deref);
    A.Initialising |= P.Paths.hasPrefix(A.Target, Unborn);
  }
  for (const auto &[Id, Live] : S.Live) {
    if (Live.Later || Not.Starting.contains(Id) || isMadeBy(S, A, Id))
      continue;
    bool Joined = mustBeJoined(S, Not.Joined, Id);
    if (Joined && !Watch)
      continue;
    for (const Access &B : Live.Accesses->all())
      if (Joined || signalledLater(S, B))
        passOver(A, {B, Tokens[Id]},
                 Joined ? finding::Verdict::Joined
                        : finding::Verdict::NotSignalled);
      else
        consider({A, nullptr}, {B, Tokens[Id]}, false);
    if (!Joined)
      pairTaken(S, {A, nullptr}, Id);
    if (auto It = Started.find(Id);
        It != Started.end() && !Joined && !Live.Pendings.empty())
      It->second.Beside.push_back({A, nullptr});
  }
  Path Object = P.Paths[A.Target].Top;
  // What a callee puts somewhere the state knows of only after the call.
  bool Shared = shareable(A.Target) && (A.Put || !S.isOwned(Object, Unborn));
  if (Watch && AsRoot)
    Watch->reached({A, nullptr}, F.Display, !Shared);
  A.Alone = !Shared && !AsRoot && TakenFrom.contains(Object);
  if (Shared || A.Alone)
    Out.Accesses.add(std::move(A));
}

/// What a callee does after it put something where others may take it for a
/// task; After says where.
std::vector<Access> Frame::afterTasks(const State &S, const Translator &T,
                                      const Summary &Effects,
                                      const Context &Here) const {
  std::vector<Access> Later;
  if (!Recording || S.Live.empty() || Effects.Stores.empty())
    return Later;
  for (const Access &Theirs : Effects.Accesses.all()) {
    if (Theirs.After.empty())
      continue;
    Access A = accessHere(S, T, Theirs, Here);
    A.After = T.placeSet(Theirs.After);
    A.Joined = T.placeSet(Theirs.Joined);
    if (A.Target)
      Later.push_back(std::move(A));
  }
  return Later;
}

/// A callee gave somebody the task \p Id, by \p Queue, and went on.
void Frame::pairWithGiver(State &S, TokenId Id, Path Queue) {
  if (!Recording)
    return;
  for (const Access &Any : GiverLater) {
    if (!Any.After.contains(Queue))
      continue;
    for (Access &A : S.decided(Any)) {
      A.Named = nameFor(S, Any.Named, A.Target);
      if (isMadeBy(S, A, Id) || mustBeJoined(S, A.Joined, Id))
        continue;
      // What it waited for may have been this task.
      State Then = S;
      for (Path Handle : A.Joined)
        join(Then, Handle);
      auto Left = Then.Live.find(Id);
      if (Left == Then.Live.end())
        continue;
      for (const Access &B : Left->second.Accesses->all())
        if (!signalledLater(S, B))
          consider({A, nullptr}, {B, Tokens[Id]}, false);
    }
  }
}

void Frame::passOver(const Access &A, const Racer &B,
                     finding::Verdict Why) const {
  if (Watch)
    Watch->decided(P, {A, nullptr}, B, Why);
}

void Frame::consider(const Racer &A, const Racer &B, bool Self) {
  if (Remade.empty())
    decide(A, B, Self);
  else
    decide(withLocksThatCount(A), withLocksThatCount(B), Self);
}

void Frame::decide(const Racer &A, const Racer &B, bool Self) {
  if (A.At.Alone || B.At.Alone)
    return;
  Path Lock = 0;
  finding::Verdict Why = judge(P, A, B, Self, Lock);
  if (Why == finding::Verdict::Races && Out.Pairs.size() >= MaxPairs) {
    Out.Capped = true;
    Why = finding::Verdict::Capped;
  }
  if (Watch)
    Watch->decided(P, A, B, Why, Lock);
  if (Why == finding::Verdict::OtherObject)
    keepApart(A, B, Self);
  if (Why != finding::Verdict::Races)
    return;
  ir::Loc First = std::min(A.At.Where, B.At.Where);
  ir::Loc Second = std::max(A.At.Where, B.At.Where);
  if (SeenPairs.emplace(First, Second, mapOf(P.Paths, A.At), Self).second)
    Out.Pairs.push_back({A, B, Self});
}

/// True if \p Where goes by a pointer that is kept in an object or variable of
/// which only a caller knows what it holds.
static bool goesByPointer(const ir::PathTable &Paths, Path Where) {
  ir::Root Kind = Paths[Paths[Where].Top].RootKind;
  if (Kind != Root::Param && Kind != Root::Global)
    return false;
  for (; !Paths.isRoot(Where); Where = Paths[Where].Parent) {
    Path Pointer = Paths[Where].Parent;
    if (Paths[Where].Step == StepKind::Deref && !Paths.isRoot(Pointer) &&
        Paths[Pointer].Step == StepKind::Field)
      return true;
  }
  return false;
}

/// Objects that this function cannot tell to be one may be one to its caller,
/// as an object and the owner that a part of it points back to.
void Frame::keepApart(const Racer &A, const Racer &B, bool Self) {
  Path MapA = A.At.Target, MapB = B.At.Target;
  if (AsRoot || MapA == MapB || Out.Apart.size() >= MaxApart ||
      P.Paths[MapA].Step != P.Paths[MapB].Step ||
      P.Paths[MapA].Name != P.Paths[MapB].Name || P.Paths.isRoot(MapA) ||
      P.Paths.isRoot(MapB) || !shareable(MapA) || !shareable(MapB) ||
      (!goesByPointer(P.Paths, MapA) && !goesByPointer(P.Paths, MapB)) ||
      P.Paths[MapA].Shape == P.Paths[MapB].Shape)
    return;
  auto Key = std::make_tuple(A.At.Where, B.At.Where, MapA, MapB);
  if (SeenApart.insert(Key).second)
    Out.Apart.push_back({A, B, Self});
}

Racer Frame::adoptRacer(const Translator &T, Racer R, const LockSet &Held,
                        const Story &Calls,
                        const ThreadStartPtr &Runner) const {
  LockSet Locks = T.locks(R.At.Locks);
  Access Mine = T.access(R.At);
  // A map of the callee's own, met by its threads, stays as it is.
  if (!Mine.Target)
    Mine.Target = R.At.Target;
  if (!Mine.Named)
    Mine.Named = R.At.Named;
  R.At = std::move(Mine);
  if (R.By) {
    R.By = beneath(R.By, Calls, Runner);
  } else {
    R.By = Runner;
    if (!Runner) {
      Locks = sum(Held, Locks);
      R.At.Calls = concat(Calls, R.At.Calls);
    }
  }
  R.At.Locks = std::move(Locks);
  return R;
}

void Frame::adoptPairs(const State &S, const Translator &T,
                       const Summary &Theirs, const LockSet &Held,
                       const Story &Calls, ThreadStartPtr Runner) {
  for (const RacePair &Pair : Theirs.Pairs)
    consider(adoptRacer(T, Pair.A, Held, Calls, Runner),
             adoptRacer(T, Pair.B, Held, Calls, Runner), Pair.Self);
  for (const RacePair &Pair : Theirs.Apart) {
    if (!T.access(Pair.A.At).Target || !T.access(Pair.B.At).Target)
      continue;
    Racer A = adoptRacer(T, Pair.A, Held, Calls, Runner);
    Racer B = adoptRacer(T, Pair.B, Held, Calls, Runner);
    for (Access &OneA : S.decided(A.At))
      for (Access &OneB : S.decided(B.At))
        consider({OneA, A.By}, {OneB, B.By}, Pair.Self);
  }
}

} // namespace maprace::analysis
