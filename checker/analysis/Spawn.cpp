// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Threads: starting them, taking over those that a callee started.

#include "checker/analysis/Flags.h"
#include "checker/analysis/Frame.h"
#include "checker/analysis/Guarded.h"
#include "checker/analysis/Meetings.h"
#include "checker/analysis/Stories.h"

namespace maprace::analysis {

using ir::Event;

static constexpr unsigned MaxNesting = 5;
static constexpr size_t MaxThreads = 128;
/// As many threads that one place starts with one function are told apart, by
/// the calls that led there; the others count as the last of these, started
/// again.
static constexpr size_t MaxAlike = 8;

TokenId Frame::token(const ThreadStartPtr &Start) {
  auto [It, New] = TokenOfKey.try_emplace(Start->Key, Tokens.size());
  if (!New)
    return It->second;
  if (!Start->IsTask) {
    std::vector<TokenId> &Alike = AlikeTokens[{Start->Where, Start->Runs}];
    if (Alike.size() >= MaxAlike)
      return It->second = Alike.back();
    Alike.push_back(It->second);
  }
  Tokens.push_back(Start);
  return It->second;
}

void Frame::threadAccesses(State &S, const Target &T, const Translator &Tr,
                           const LockSet &Held, AccessList &Into,
                           PendingList *Still, unsigned Depth) {
  TaskChain.push_back(T.Code->Key);
  noteRemade(T, Tr);
  PathSet Signalled = Tr.placeSet(T.Effects->Signals);
  for (const Access &Theirs : T.Effects->Accesses.all()) {
    Access A = Tr.access(Theirs);
    if (!A.Target || isLent(A.Target))
      continue;
    // From now on what the thread signals, and has not yet at this point.
    for (Path Object : Signalled)
      if (!A.After.contains(Object))
        A.Releases.insert(Object);
    A.After = {};
    // Locks that are held outside are decided together with the place.
    A.Locks = sum(Held, Tr.locks(Theirs.Locks));
    for (Access &Each : S.decided(A)) {
      Each.Named = nameFor(S, A.Named, Each.Target);
      Into.add(std::move(Each));
    }
  }
  Out.Capped |= Tr.hasCut();
  auto AddOpen = [&](const Pending &Open) {
    AccessList Theirs;
    PendingList Left;
    pendingAccesses(S, Tr, Open, Held, Theirs, Still ? &Left : nullptr, Depth);
    PathSet After = Tr.placeSet(Open.After), Later;
    for (Path Object : Signalled)
      if (!After.contains(Object))
        Later.insert(Object);
    for (Access A : Theirs.all()) {
      A.Releases.unite(Later);
      Into.add(std::move(A));
    }
    for (Pending Each : Left.all()) {
      Each.Releases.unite(Later);
      Out.Capped |= !Still->add(std::move(Each));
    }
  };
  for (const Pending &Open : T.Effects->Pendings)
    AddOpen(Open);
  for (const EndedThread &Ended : T.Effects->Over)
    for (const Pending &Open : Ended.Of.Pendings.all())
      AddOpen(Open);
  TaskChain.pop_back();
}

LockSet Frame::handedOver(const Target &T, const Translator &Tr) const {
  LockSet Claims;
  for (const HeldLock &H : T.Effects->Locks)
    if (H.Exclusive < 0)
      for (Path Fact : T.Effects->Signals)
        if (flagOf(P, Fact) == H.Lock) {
          Claims.acquire(H.Lock, LockMode::Exclusive, T.Code->Where);
          break;
        }
  return Tr.locks(Claims);
}

/// True if others may yet put an object where \p E looks for one to call a
/// virtual function of. What was taken from there is no longer there.
bool Frame::givenLater(const State &S, const Event &E) const {
  if (!E.Virtual || E.Args.empty() || E.Args[0].K != ir::Operand::Value ||
      P.Paths.isRoot(E.Args[0].Where))
    return false;
  const Value There = S.loadAll(E.Args[0].Where);
  return std::none_of(There.Pointees.begin(), There.Pointees.end(),
                      [&](Path Object) { return classOf(Object); });
}

/// Where callers know a callable by that this frame finds at \p Place: a
/// variable of the frame's own got it from elsewhere.
PathSet Frame::whence(const State &S, Path Place) const {
  PathSet Result;
  if (Place && P.Paths[P.Paths[Place].Top].RootKind == ir::Root::Local)
    Result = S.loadAll(Place).Origins;
  if (Result.empty())
    Result.insert(Place);
  return Result;
}

/// The accesses of what \p Open turns out to run, in this frame's terms. What
/// is still unknown goes to \p Still.
Symbol Frame::pendingAccesses(State &S, const Translator &Tr,
                              const Pending &Open, const LockSet &Outer,
                              AccessList &Into, PendingList *Still,
                              unsigned Depth) {
  Symbol Runs = 0;
  if (Depth >= MaxNesting)
    return Runs;
  takeLent(S, Tr, Open);
  Event What = Open.What;
  for (ir::Operand &O : What.Args)
    O = Tr.operand(O);
  LockSet Held = sum(Outer, Tr.locks(Open.Locks));
  PathSet Releases = Tr.placeSet(Open.Releases);
  PathSet Phase = Tr.phases(Open.Phase);
  PathSet Joined = Tr.joinedSet(Open.Joined);
  for (const auto &[Callable, Held] : callables(S, Tr, What, Held)) {
    What.Target = Callable;
    bool Unknown = givenLater(S, What);
    SmallSet<Symbol> Done;
    // What runs may put more where it was found itself.
    for (bool More = true; More;) {
      More = false;
      for (const Target &Next : targets(S, What, Unknown)) {
        if (!Done.insert(Next.Code->Key))
          continue;
        More = true;
        Translator Inner(P, S, Next.Args, What.Where);
        AccessList Theirs;
        threadAccesses(S, Next, Inner, sum(Held, handedOver(Next, Inner)),
                       Theirs, Still, Depth + 1);
        for (Access A : Theirs.all()) {
          if (isOfTaken(S, Open, What, A))
            continue;
          if (Open.Taken && !A.Via &&
              MadeInLoop.contains(P.Paths[A.Target].Top))
            A.TakenBy = Next.Code->Key;
          A.Releases.unite(Releases);
          A.Joined.unite(Joined);
          if (!Phase.empty())
            A.Phase = phasesWithin(A.Phase, Phase);
          if (!Open.IsStart)
            A.Calls = concat(Open.Calls,
                             calling(Next.Code->Display, What.Where, A.Calls));
          Into.add(std::move(A));
        }
        Runs = Next.Code->Display;
        LeftByOpen.unite(leaveCallables(S, Inner, Next));
      }
    }
    if (!Unknown || !Still)
      continue;
    Pending Left{What, Held, Joined, Open.Calls, {}, Open.Several};
    Left.IsStart = Open.IsStart;
    Left.ObjectTaken = Open.ObjectTaken;
    Left.Releases = Releases;
    Left.Phase = Phase;
    Left.Taken = Open.Taken;
    keepArguments(S, Left);
    for (Path Whence : whence(S, Callable)) {
      Left.What.Target = Whence;
      Out.Capped |= !Still->add(Left);
    }
  }
  return Runs;
}

Thread Frame::adopt(State &S, const Translator &T, const Thread &Theirs,
                    const Story &Calls, ThreadStartPtr Runner, unsigned Depth) {
  auto Start =
      std::make_shared<ThreadStart>(*beneath(Theirs.Start, Calls, Runner));
  if (!Start->Once)
    Start->Key = T.atSite(Start->Key);
  Start->Once |= S.Locks.inOnce();
  AccessList Mine;
  for (const Access &Each : Theirs.Accesses->all()) {
    Access A = T.access(Each);
    if (!A.Target)
      continue;
    A.Locks = T.locks(Each.Locks);
    A.Locks.startAfter(S.Locks);
    for (Access &One : S.decided(A)) {
      One.Named = nameFor(S, A.Named, One.Target);
      Mine.add(std::move(One));
    }
  }
  Out.Capped |= T.hasCut();
  Thread Result{Start,
                nullptr,
                {},
                Theirs.Executor,
                Theirs.Several,
                T.placeSet(Theirs.Signals),
                Theirs.Later,
                T.joinedSet(Theirs.Joins),
                Theirs.Ends,
                T.joinedSet(Theirs.After)};
  LeftByOpen = {};
  std::vector<std::vector<Access>> ByOpen;
  for (const Pending &Open : Theirs.Pendings.all()) {
    AccessList Found;
    PendingList Still;
    Symbol Runs = pendingAccesses(S, T, Open, {}, Found, &Still, Depth);
    for (Pending Left : Still.all()) {
      Left.Several |= Open.Several;
      Out.Capped |= !Result.Pendings.add(std::move(Left));
    }
    if (Open.IsStart && Runs)
      Start->Runs = Runs;
    for (Access A : Found.all()) {
      A.Locks.startAfter(S.Locks);
      Result.Found.push_back(A);
      if (Open.Several)
        Result.Repeated.push_back(A);
      Mine.add(std::move(A));
    }
    ByOpen.push_back(Found.all());
    // The same call on two places: each is of another thread of the start.
    for (size_t I = 0; Theirs.Several && I + 1 < ByOpen.size(); ++I)
      if (const Pending &Other = Theirs.Pendings.all()[I];
          Other.What.Where == Open.What.Where && !sameTarget(Other, Open))
        for (const Access &A : ByOpen[I])
          for (const Access &B : ByOpen.back())
            Result.Crossing.emplace_back(A, B);
  }
  Result.Pendings.change(
      [&](Pending &Open) { Open.Locks.startAfter(S.Locks); });
  Result.Leaves = std::move(LeftByOpen);
  Result.Accesses = std::make_shared<AccessList>(std::move(Mine));
  return Result;
}

std::vector<TokenId> Frame::introduce(State &S, std::vector<Thread> Group,
                                      bool Theirs) {
  std::vector<TokenId> Ids;
  Ids.reserve(Group.size());
  for (const Thread &New : Group)
    Ids.push_back(token(New.Start));
  const State Before = Recording ? S : State(P);
  for (size_t I = 0; I != Group.size(); ++I) {
    Thread &New = Group[I];
    if (isAfterEnd(S, New.After, Ids[I], true))
      S.Live.erase(Ids[I]);
    bool Again = S.Live.contains(Ids[I]);
    if (S.Live.size() >= MaxThreads && !Again) {
      Out.Capped = true;
      continue;
    }
    TokenId Executor = New.Executor;
    if (Theirs && Executor != NoThread)
      Executor = Ids[Executor];
    // A task handed over again is another task of the same thread.
    bool Several = New.Several || New.Start->Many ||
                   (Again && !New.Start->Once && Executor == NoThread);
    if (Several || Again)
      New.Accesses = withoutFlags(P, New.Accesses);
    LiveThread Live{New.Accesses, New.Pendings, Executor,
                    Several,      New.Signals,  New.Later};
    for (TokenId Ended : New.Ends)
      Live.Ends.insert(Ids[Ended]);
    Live.After = New.After;
    Live.After.unite(S.Joined);
    findEnds(S, New, Live);
    if (Again) {
      LiveThread &Old = S.Live[Ids[I]];
      Old.Accesses = withoutFlags(P, Old.Accesses);
      if (Executor == NoThread)
        Old.repeat(P, Live);
      else
        Old.join(Live);
    } else {
      S.Live.emplace(Ids[I], std::move(Live));
    }
  }
  if (Recording)
    for (size_t I = 0; I != Group.size(); ++I) {
      pairThread(S, Before, Group[I], Ids[I]);
      begin(S, Group[I], Ids[I]);
    }
  for (const Thread &New : Group)
    for (Path Place : New.Leaves)
      handOver(S, Place, 0, New.Start->Where, New.Start->Calls, New.Start);
  return Ids;
}

/// Pairs a new thread with those of \p Before and, if several run, with itself.
void Frame::pairThread(const State &S, const State &Before, const Thread &New,
                       TokenId Id) {
  const std::vector<Access> &Mine = New.Accesses->all();
  for (const Access &A : Mine) {
    Out.ThreadMaps.insert(P.Paths[mapOf(P.Paths, A)].Name);
    if (Watch && AsRoot)
      Watch->reached({A, New.Start}, F.Display, false);
  }
  for (const auto &[Other, Live] : Before.Live)
    if (Live.Later == New.Later && !S.inTurn(Id, Other) &&
        !(New.Start->Once && Other == Id) &&
        !isAfterEnd(Before, New.After, Other, Other == Id))
      for (const Access &A : Mine)
        for (const Access &B : Live.Accesses->all())
          if (!isAfterEnd(Before, A.Joined, Other, Other == Id) &&
              (Other == Id || (!isMadeBy(S, A, Other) && !isMadeBy(S, B, Id))))
            consider({A, New.Start}, {B, Tokens[Other]}, Other == Id);
  pairWithItself(New);
}

/// Pairs several threads of one start.
void Frame::pairWithItself(const Thread &New) {
  const std::vector<Access> &Mine = New.Accesses->all();
  for (size_t I = 0; I != New.Repeated.size(); ++I)
    for (size_t J = I; J != New.Repeated.size(); ++J)
      consider({New.Repeated[I], New.Start}, {New.Repeated[J], New.Start},
               true);
  for (const auto &[A, B] : New.Crossing)
    consider({A, New.Start}, {B, New.Start}, true);
  if (!New.Start->Many)
    return;
  // What a thread made itself is another object in each.
  auto Own = [&](const Access &A) {
    Path Top = P.Paths[A.Target].Top;
    return P.Paths[Top].RootKind == ir::Root::Alloc && FreshNow.contains(Top);
  };
  for (size_t I = 0; I != Mine.size(); ++I)
    for (size_t J = I; J != Mine.size(); ++J)
      if (!Own(Mine[I]))
        consider({Mine[I], New.Start}, {Mine[J], New.Start}, true);
}

/// The start of a thread by \p E, told apart by what it \p Runs.
std::shared_ptr<ThreadStart> Frame::startAt(const State &S, const Event &E,
                                            const Story &Calls,
                                            const std::string &Runs) const {
  auto Start = std::make_shared<ThreadStart>();
  Start->Key =
      P.Symbols.intern(P.text(F.Key) + "#" + std::to_string(E.Where.Line) +
                       ":" + std::to_string(E.Where.Column) + "#" + Runs);
  Start->Where = E.Where;
  Start->Calls = Calls;
  Start->Many = E.Many;
  Start->Once = S.Locks.inOnce();
  return Start;
}

/// An executor that runs one task at a time is a lock around each.
static void oneAtATime(const State &S, const Event &E, LockSet &Locks) {
  if (!E.Serial)
    return;
  if (auto Executors = S.resolve(E.Serial); Executors.size() == 1)
    Locks.acquire(Executors[0], LockMode::Exclusive, E.Where);
}

/// The thread runs what only a caller knows.
std::vector<TokenId> Frame::spawnUnknown(State &S, const Event &E,
                                         const Story &Calls) {
  auto Start = startAt(S, E, Calls, "?");
  Pending Open{E, {}, {}, nullptr, {}, E.Many};
  Open.IsStart = true;
  Open.What.K = Event::Call;
  Open.What.Result = Open.What.Serial = 0;
  Open.Locks.startAfter(S.Locks);
  oneAtATime(S, E, Open.Locks);
  keepArguments(S, Open);
  PendingList Opens;
  if (!E.Target)
    Opens.add(Open);
  else
    for (Path Origin : S.loadAll(E.Target).Origins) {
      Open.What.Target = Origin;
      Opens.add(Open);
    }
  if (Opens.empty())
    return {};
  return introduce(S,
                   {{Start,
                     std::make_shared<AccessList>(),
                     std::move(Opens),
                     NoThread,
                     E.Many,
                     {},
                     E.Flag}},
                   true);
}

void Frame::spawn(State &S, const Event &E, Story Calls, unsigned Depth) {
  bool Unknown = false;
  std::vector<Target> Found = targets(S, E, Unknown);
  Value Handle;
  Handle.JoinsOnDestroy = E.JoinsOnDestroy;
  if (Unknown)
    for (TokenId Id : spawnUnknown(S, E, Calls))
      Handle.Threads.insert(Id);
  for (const Target &T : Found) {
    Translator Tr(P, S, T.Args, E.Where);
    freshObjects(S, Tr, *T.Effects);
    auto Start = startAt(S, E, Calls, P.text(T.Code->Key));
    Start->Runs = T.Code->Display;
    AccessList Accesses;
    PendingList Still;
    LeftByOpen = {};
    LockSet Claims;
    if (!E.Many && !InLoop)
      Claims = handedOver(T, Tr);
    threadAccesses(S, T, Tr, Claims, Accesses, &Still, Depth);
    AccessList Mine;
    for (Access A : Accesses.all()) {
      A.Locks.startAfter(S.Locks);
      oneAtATime(S, E, A.Locks);
      Mine.add(std::move(A));
    }
    Still.change([&](Pending &Open) { Open.Locks.startAfter(S.Locks); });
    std::vector<Thread> Group{
        {Start, std::make_shared<AccessList>(std::move(Mine)), Still, NoThread,
         E.Many, Tr.placeSet(T.Effects->Signals), E.Flag,
         Tr.joinedSet(T.Effects->Joins)}};
    Group[0].Leaves = std::move(LeftByOpen);
    handDown(S, Tr, T);
    for (const Thread &Child : T.Effects->Threads) {
      Group.push_back(adopt(S, Tr, Child, nullptr, Start, Depth));
      if (Group.back().Executor != NoThread)
        ++Group.back().Executor; // behind the thread itself
    }
    if (Recording)
      adoptPairs(S, Tr, *T.Effects, {}, nullptr, Start);
    std::vector<TokenId> Ids = introduce(S, Group, true);
    Handle.Threads.insert(Ids[0]);
    Ids.erase(Ids.begin());
    applyStores(S, Tr, T, Ids, E, nullptr, Start);
    for (TokenId New : Handle.Threads)
      pairTaken(S, New);
  }
  if (!E.Result)
    return;
  applyHandles(S, E.Result, Handle);
  S.storeHandle(E.Result, Handle);
}

/// A handle that holds running threads already is that of a group. At a place
/// that refers to another, as a strand to its pool, who joins that one joins
/// these threads.
void Frame::applyHandles(State &S, Path Where, Value &Handle) const {
  Value Old = S.loadAll(Where);
  for (TokenId Id : Old.Threads)
    if (S.Live.contains(Id))
      Handle.Threads.insert(Id);
  for (Path Referred : Old.Pointees) {
    Value There = S.load(Referred);
    There.Threads.unite(Handle.Threads);
    S.store(Referred, There);
  }
  Handle.Pointees.unite(Old.Pointees);
}

} // namespace maprace::analysis
