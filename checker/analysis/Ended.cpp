// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Threads that a function starts and sees the end of. For everybody else the
// function does what they do, under the locks that it holds meanwhile. Those
// that run what only a caller knows, and those beside an open call, go on in
// the summary until somebody knows.

#include "checker/analysis/Frame.h"
#include "checker/analysis/Stories.h"

namespace maprace::analysis {

static constexpr size_t MaxEnded = 16;
static constexpr size_t MaxBeside = 200;

/// The thread's access as one of the function that started it.
Access Frame::asOwn(const State &S, const ThreadStart &Start, Access A) const {
  A.Calls = concat(Start.Calls, calling(Start.Runs, Start.Where, A.Calls));
  A.Joined.unite(S.Joined);
  A.After = S.Signalled;
  A.After.unite(S.Raised);
  A.Releases = {};
  A.Phase = S.Phase;
  return A;
}

void Frame::begin(const State &S, const Thread &New, TokenId Id) {
  auto It = S.Live.find(Id);
  if (It == S.Live.end())
    return;
  auto [Entry, First] = Started.try_emplace(Id, Begun{It->second, locksNow(S)});
  Begun &B = Entry->second;
  if (!First)
    B.What = It->second;
  for (const Access &A : New.Accesses->all())
    if (shareable(A.Target) && !S.isOwned(P.Paths[A.Target].Top, 0))
      B.Shared.push_back(asOwn(S, *New.Start, A));
  for (const auto &[Other, Live] : S.Live)
    if (Other != Id && Live.Later == New.Later && !S.inTurn(Id, Other))
      B.With.insert(Other);
}

/// Locks that the function lets go do not cover the threads that run on.
void Frame::keepHeld(const State &S) {
  for (auto &[Id, B] : Started)
    if (!B.Locks.empty() && S.Live.contains(Id))
      B.Locks.keep([&](Path Lock) { return S.Locks.holds(Lock); });
}

void Frame::exportEnded(const State &Exit) {
  bool Open = false;
  SmallSet<TokenId> Over;
  for (const auto &[Id, B] : Started) {
    if (Exit.Live.contains(Id))
      continue;
    Over.insert(Id);
    Open |= !B.What.Pendings.empty();
    for (Access A : B.Shared) {
      A.Locks = sum(B.Locks, A.Locks);
      Out.Accesses.add(std::move(A));
    }
  }
  for (const Pending &Call : Out.Pendings)
    Open |= Call.Live.meets(Over);
  if (!Open)
    return;
  std::map<TokenId, TokenId> Index;
  for (TokenId Id : Over) {
    if (Out.Over.size() >= MaxEnded) {
      Out.Capped = true;
      break;
    }
    const Begun &B = Started.at(Id);
    auto Shared = std::make_shared<AccessList>();
    for (const Access &A : B.What.Accesses->all())
      if (shareable(A.Target))
        Shared->add(A);
    EndedThread Ended{{Tokens[Id], std::move(Shared), B.What.Pendings, NoThread,
                       B.What.Several, B.What.Signals, B.What.Later},
                      B.Locks,
                      {},
                      {}};
    for (const Racer &R : B.Beside)
      if (shareable(R.At.Target) && Ended.Beside.size() < MaxBeside)
        Ended.Beside.push_back(R);
    for (const auto &[Other, Number] : Index)
      if (B.With.contains(Other) || Started.at(Other).With.contains(Id))
        Ended.With.insert(Number);
    Index[Id] = Out.Over.size();
    Out.Over.push_back(std::move(Ended));
  }
  for (Pending &Call : Out.Pendings)
    for (const auto &[Id, Number] : Index)
      if (Call.Live.contains(Id))
        Call.Beside.insert(Number);
}

EndedThread Frame::adoptEnded(State &S, const Translator &T,
                              const EndedThread &Of, const Context &Outer,
                              unsigned Depth) {
  EndedThread Mine{adopt(S, T, Of.Of, Outer.Calls, nullptr, Depth),
                   sum(Outer.Locks, T.locks(Of.Locks)),
                   {},
                   {}};
  if (!Recording)
    return Mine;
  for (const Racer &Theirs : Of.Beside) {
    if (!T.access(Theirs.At).Target)
      continue; // the callee's own
    Racer R = adoptRacer(T, Theirs, Outer.Locks, Outer.Calls, nullptr);
    for (Access &A : S.decided(R.At))
      Mine.Beside.push_back({std::move(A), R.By});
  }
  return Mine;
}

/// Pairs what the thread turned out to do with what went on meanwhile.
void Frame::pairEnded(const EndedThread &New) {
  auto Pair = [&](const Access &A, const Access &B, const EndedThread &Other) {
    consider({A, New.Of.Start}, {B, Other.Of.Start}, false);
  };
  for (TokenId Number : New.With) {
    const EndedThread &Other = Out.Over[Number];
    for (const Access &A : New.Of.Found)
      for (const Access &B : Other.Of.Accesses->all())
        Pair(A, B, Other);
    for (const Access &A : New.Of.Accesses->all())
      for (const Access &B : Other.Of.Found)
        Pair(A, B, Other);
  }
  for (const Access &A : New.Of.Found)
    for (const Racer &B : New.Beside)
      consider({A, New.Of.Start}, B, false);
  pairWithItself(New.Of);
}

/// What the ended threads of a callee turn out to do; and these as they are
/// alive for the calls that the callee left open.
Frame::Alive Frame::replayEnded(State &S, const Translator &T,
                                const Target &Callee, const Context &Outer,
                                unsigned Depth) {
  Alive Result;
  size_t First = Out.Over.size();
  for (const EndedThread &Theirs : Callee.Effects->Over) {
    EndedThread Mine = adoptEnded(S, T, Theirs, Outer, Depth);
    const Thread &Of = Mine.Of;
    TokenId Id = token(Of.Start);
    for (Path Place : Of.Leaves)
      handOver(S, Place, 0, Of.Start->Where, Of.Start->Calls, Of.Start);
    if (!Recording)
      continue;
    for (TokenId Other : Theirs.With)
      Mine.With.insert(First + Other);
    pairEnded(Mine);
    for (const Access &Found : Of.Found) {
      Access A = asOwn(S, *Of.Start, Found);
      A.Locks = sum(Mine.Locks, A.Locks);
      note(S, A, beforeCall(A, Outer));
    }
    Result.emplace_back(
        Id, LiveThread{
                Of.Accesses, {}, NoThread, Of.Several, Of.Signals, Of.Later});
    Out.Over.push_back(std::move(Mine));
  }
  return Result;
}

/// Of the ended threads from \p First on, and the calls from \p Opens on, if
/// nothing is open any more none is of interest.
void Frame::forgetEnded(size_t First, size_t Opens) {
  bool Open = false, TooMany = Out.Over.size() > MaxEnded;
  for (size_t I = First; I != Out.Over.size(); ++I)
    Open |= !Out.Over[I].Of.Pendings.empty();
  for (size_t I = Opens; I != Out.Pendings.size(); ++I) {
    Open |= !Out.Pendings[I].Beside.empty();
    if (TooMany)
      Out.Pendings[I].Beside = {};
  }
  Out.Capped |= TooMany;
  if (!Open || TooMany)
    Out.Over.resize(First);
}

} // namespace maprace::analysis
