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

bool Frame::shareable(Path Target) const {
  const ir::PathTable &Paths = P.Paths;
  Path Top = Paths[Target].Top;
  if (Paths[Top].RootKind == Root::Local)
    return false;
  if (Paths[Top].RootKind != Root::Param)
    return true;
  for (Path Step : Paths.chain(Target))
    if (Paths[Step].Step == StepKind::Deref)
      return true;
  return false;
}

bool Frame::mustBeJoined(const State &S, const Access &A,
                         TokenId Thread) const {
  for (Path Handle : A.Joined) {
    const Value Joined = S.load(Handle);
    if (Joined.Threads.contains(Thread) ||
        S.runsTasksOf(Joined.Threads, Thread))
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

void Frame::note(State &S, const Access &Any, const SmallSet<TokenId> &NotYet) {
  for (Access &A : S.decided(Any)) {
    A.Named = nameFor(S, Any.Named, A.Target);
    noteOne(S, std::move(A), NotYet);
  }
}

void Frame::noteOne(State &S, Access A, const SmallSet<TokenId> &NotYet) {
  Path Unborn = 0;
  if (F.Kind != ir::Role::Plain) {
    Unborn = P.Paths.step(P.Paths.root(Root::Param, 0), StepKind::Deref);
    A.Initialising |= P.Paths.hasPrefix(A.Target, Unborn);
  }
  for (const auto &[Id, Live] : S.Live) {
    if (Live.Later || NotYet.contains(Id))
      continue;
    bool Joined = mustBeJoined(S, A, Id);
    if (Joined && !Watch)
      continue;
    for (const Access &B : Live.Accesses->all())
      if (Joined || signalledLater(S, B))
        passOver(A, {B, Tokens[Id]},
                 Joined ? finding::Verdict::Joined
                        : finding::Verdict::NotSignalled);
      else
        consider({A, nullptr}, {B, Tokens[Id]}, false);
  }
  bool Shared =
      shareable(A.Target) && !S.isOwned(P.Paths[A.Target].Top, Unborn);
  if (Watch && AsRoot)
    Watch->reached({A, nullptr}, F.Display, !Shared);
  if (Shared)
    Out.Accesses.add(std::move(A));
}

/// A construct that runs a callable many times at once hands each run its own
/// index or element, so an index made from the callable's parameter is another
/// each time.
static bool ownIndex(const ir::Program &P, Path A, Path B) {
  for (; !P.Paths.isRoot(A) && !P.Paths.isRoot(B);
       A = P.Paths[A].Parent, B = P.Paths[B].Parent) {
    if (P.Paths[A].Step != StepKind::Index ||
        P.Paths[A].Name != P.Paths[B].Name)
      continue;
    const std::string &Text = P.text(P.Paths[A].Name);
    if (Text == ir::EachElement || Text.find("{p") != std::string::npos)
      return true;
  }
  return false;
}

void Frame::passOver(const Access &A, const Racer &B,
                     finding::Verdict Why) const {
  if (Watch)
    Watch->decided(P, {A, nullptr}, B, Why);
}

finding::Verdict Frame::judge(const Racer &A, const Racer &B, bool Self,
                              Path &Lock) const {
  using finding::Verdict;
  if (!conflict(P, A, B))
    return Verdict::BothRead;
  if (A.At.orderedWith(B.At))
    return Verdict::Ordered;
  if (!maySame(P, A.At.Target, B.At.Target) ||
      differByIndex(P, A.At.Via, B.At.Via))
    return Verdict::OtherObject;
  if (Self && ownIndex(P, A.At.Target, B.At.Target))
    return Verdict::OwnElement;
  if (protection(P, A.At.Target, A.At.Locks, B.At.Target, B.At.Locks, &Lock) ==
      Protection::Guarded)
    return Verdict::CommonLock;
  return Verdict::Races;
}

void Frame::consider(const Racer &A, const Racer &B, bool Self) {
  Path Lock = 0;
  finding::Verdict Why = judge(A, B, Self, Lock);
  if (Why == finding::Verdict::Races && Out.Pairs.size() >= MaxPairs) {
    Out.Capped = true;
    Why = finding::Verdict::Capped;
  }
  if (Watch)
    Watch->decided(P, A, B, Why, Lock);
  if (Why != finding::Verdict::Races)
    return;
  ir::Loc First = std::min(A.At.Where, B.At.Where);
  ir::Loc Second = std::max(A.At.Where, B.At.Where);
  if (SeenPairs.emplace(First, Second, mapOf(P.Paths, A.At), Self).second)
    Out.Pairs.push_back({A, B, Self});
}

void Frame::adoptPairs(const Translator &T, const Summary &Theirs,
                       const LockSet &Held, const Story &Calls,
                       ThreadStartPtr Runner) {
  auto Adopt = [&](Racer R) {
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
  };
  for (const RacePair &Pair : Theirs.Pairs)
    consider(Adopt(Pair.A), Adopt(Pair.B), Pair.Self);
}

} // namespace maprace::analysis
