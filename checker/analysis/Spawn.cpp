// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Threads: starting them, taking over those that a callee started.

#include "checker/analysis/Frame.h"
#include "checker/analysis/Guarded.h"
#include "checker/analysis/Stories.h"

namespace maprace::analysis {

using ir::Event;

static constexpr unsigned MaxNesting = 5;
static constexpr size_t MaxThreads = 128;

TokenId Frame::token(const ThreadStartPtr &Start) {
  auto [It, New] = TokenOfKey.try_emplace(Start->Key, Tokens.size());
  if (New)
    Tokens.push_back(Start);
  return It->second;
}

void Frame::threadAccesses(State &S, const Target &T, const Translator &Tr,
                           AccessList &Into, unsigned Depth) {
  for (const Access &Theirs : T.Effects->Accesses.all()) {
    LockSet Locks = Tr.locks(Theirs.Locks);
    PathSet Joined = Tr.placeSet(Theirs.Joined);
    for (Path Target : Tr.places(Theirs.Target)) {
      Access A = Theirs;
      A.Target = Target;
      A.Locks = Locks;
      A.Joined = Joined;
      Into.add(std::move(A));
    }
  }
  for (const Pending &Open : T.Effects->Pendings)
    pendingAccesses(S, Tr, Open, Into, nullptr, Depth);
}

/// The accesses of what \p Open turns out to run, in this frame's terms. What
/// is still unknown goes to \p Still.
void Frame::pendingAccesses(State &S, const Translator &Tr, const Pending &Open,
                            AccessList &Into, std::vector<Pending> *Still,
                            unsigned Depth) {
  if (Depth >= MaxNesting)
    return;
  Event What = Open.What;
  for (ir::Operand &O : What.Args)
    O = Tr.operand(O);
  LockSet Held = Tr.locks(Open.Locks);
  std::vector<Path> Callables{0};
  if (What.Target)
    Callables = Tr.places(What.Target);
  for (Path Callable : Callables) {
    What.Target = Callable;
    bool Unknown = false;
    for (const Target &Next : targets(S, What, Unknown)) {
      Translator Inner(P, S, Next.Args, What.Where);
      AccessList Theirs;
      threadAccesses(S, Next, Inner, Theirs, Depth + 1);
      for (Access A : Theirs.all()) {
        LockSet Locks = Held;
        for (const HeldLock &H : A.Locks)
          Locks.apply(H);
        A.Locks = std::move(Locks);
        A.Calls = concat(Open.Calls,
                         calling(Next.Code->Display, What.Where, A.Calls));
        Into.add(std::move(A));
      }
    }
    if (!Unknown || !Still)
      continue;
    Still->push_back({What, Held, {}, Open.Calls, {}});
    for (ir::Operand &O : Still->back().What.Args)
      O = freeze(S, O);
  }
}

Thread Frame::adopt(State &S, const Translator &T, const Thread &Theirs,
                    const Story &Calls, ThreadStartPtr Runner, unsigned Depth) {
  auto Start =
      std::make_shared<ThreadStart>(*beneath(Theirs.Start, Calls, Runner));
  Start->Key = T.atSite(Start->Key);
  AccessList Mine;
  for (Access A : Theirs.Accesses->all()) {
    A.Locks = T.locks(A.Locks);
    A.Joined = T.placeSet(A.Joined);
    for (Path Target : T.places(A.Target)) {
      A.Target = Target;
      Mine.add(A);
    }
  }
  Thread Result{Start, nullptr, {}};
  for (const Pending &Open : Theirs.Pendings)
    pendingAccesses(S, T, Open, Mine, &Result.Pendings, Depth);
  Result.Accesses = std::make_shared<AccessList>(std::move(Mine));
  return Result;
}

std::vector<TokenId> Frame::introduce(State &S,
                                      const std::vector<Thread> &Group) {
  std::vector<TokenId> Ids;
  const std::map<TokenId, LiveThread> Before = S.Live;
  for (const Thread &New : Group) {
    TokenId Id = token(New.Start);
    Ids.push_back(Id);
    if (Recording) {
      for (const auto &[Other, Live] : Before)
        for (const Access &A : New.Accesses->all())
          for (const Access &B : Live.Accesses->all())
            consider({A, New.Start}, {B, Tokens[Other]}, Other == Id);
      if (New.Start->Many) {
        const std::vector<Access> &All = New.Accesses->all();
        for (size_t I = 0; I != All.size(); ++I)
          for (size_t J = I; J != All.size(); ++J)
            consider({All[I], New.Start}, {All[J], New.Start}, true);
      }
      ThreadPendings[Id] = New.Pendings;
      for (const Access &A : New.Accesses->all())
        Out.ThreadMaps.insert(P.Paths[namedPart(P.Paths, A.Target)].Name);
    }
  }
  for (size_t I = 0; I != Group.size(); ++I) {
    if (S.Live.size() >= MaxThreads && !S.Live.contains(Ids[I])) {
      Out.Capped = true;
      continue;
    }
    LiveThread &Live = S.Live[Ids[I]];
    if (!Live.Accesses) {
      Live.Accesses = Group[I].Accesses;
      continue;
    }
    auto Both = std::make_shared<AccessList>(*Live.Accesses);
    for (const Access &A : Group[I].Accesses->all())
      Both->add(A);
    Live.Accesses = std::move(Both);
  }
  return Ids;
}

void Frame::spawn(State &S, const Event &E, Story Calls, unsigned Depth) {
  bool Unknown = false;
  std::vector<Target> Found = targets(S, E, Unknown);
  if (Unknown)
    postpone(S, E, Calls);
  Value Handle;
  Handle.JoinsOnDestroy = E.JoinsOnDestroy;
  for (const Target &T : Found) {
    Translator Tr(P, S, T.Args, E.Where);
    auto Start = std::make_shared<ThreadStart>();
    Start->Key = P.Symbols.intern(
        P.text(F.Key) + "#" + std::to_string(E.Where.Line) + ":" +
        std::to_string(E.Where.Column) + "#" + P.text(T.Code->Key));
    Start->Runs = T.Code->Display;
    Start->Where = E.Where;
    Start->Calls = Calls;
    Start->Many = E.Many;
    AccessList Accesses;
    threadAccesses(S, T, Tr, Accesses, Depth);
    if (E.Serial) {
      // An executor that runs one task at a time is a lock around each.
      AccessList Serial;
      for (Access A : Accesses.all()) {
        if (auto Executors = S.resolve(E.Serial); Executors.size() == 1)
          A.Locks.acquire(Executors[0], LockMode::Exclusive, E.Where);
        Serial.add(std::move(A));
      }
      Accesses = std::move(Serial);
    }
    std::vector<Thread> Group{
        {Start, std::make_shared<AccessList>(std::move(Accesses)), {}}};
    for (const Thread &Child : T.Effects->Threads)
      Group.push_back(adopt(S, Tr, Child, nullptr, Start, Depth));
    if (Recording)
      adoptPairs(Tr, *T.Effects, {}, nullptr, Start);
    std::vector<TokenId> Ids = introduce(S, Group);
    Handle.Threads.insert(Ids[0]);
  }
  if (E.Result)
    S.store(E.Result, Handle);
}

} // namespace maprace::analysis
