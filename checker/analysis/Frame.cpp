// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The dataflow over one function and the making of its summary.

#include "checker/analysis/Frame.h"
#include "checker/analysis/Flags.h"
#include "checker/analysis/Guarded.h"
#include "checker/analysis/Meetings.h"

namespace maprace::analysis {

using ir::Root;
using ir::StepKind;

/// Rounds over the blocks. Each lattice is finite, but names of old
/// incarnations and aliases may take a few rounds to settle.
static constexpr unsigned MaxRounds = 12;
/// Places carried over edges in all rounds; only a huge function, such as a
/// generated parser, comes near. The round that passes it is the last.
static constexpr size_t MaxCarried = 2'000'000;
static constexpr size_t MaxStores = 128;

Frame::Frame(ir::Program &P, const ir::Function &F, Summaries &Known,
             const Dispatch &Virtual, const CallGraph &Graph, bool AsRoot,
             Decisions *Watch)
    : P(P), F(F), Known(Known), Virtual(Virtual), Graph(Graph), AsRoot(AsRoot),
      Watch(Watch),
      ReturnPlace(P.Paths.root(Root::Local, P.Symbols.intern("$return"))) {}

Summary Frame::run() {
  if (F.Blocks.empty())
    return {};
  findMentions();
  findIdleGuards();
  solve();
  record();
  Out.Capped |= Out.Accesses.capped();
  return std::move(Out);
}

void Frame::findMentions() {
  auto Scan = [&](Symbol Name) {
    const std::string &Text = P.text(Name);
    for (size_t At = Text.find('{'); At != std::string::npos;
         At = Text.find('{', At + 1))
      if (size_t End = Text.find('}', At); End != std::string::npos)
        Mentioned.insert(Text.substr(At + 1, End - At - 1));
  };
  auto ScanPath = [&](Path Where) {
    for (; Where && !P.Paths.isRoot(Where); Where = P.Paths[Where].Parent)
      if (P.Paths[Where].Step == StepKind::Index)
        Scan(P.Paths[Where].Name);
  };
  for (const ir::Block &B : F.Blocks)
    for (const ir::Event &E : B.Events) {
      ScanPath(E.Target);
      ScanPath(E.Result);
      for (const ir::Operand &O : E.Args) {
        ScanPath(O.Where);
        if (O.K != ir::Operand::Function)
          Scan(O.Name);
      }
    }
}

void Frame::enter(State &S) const {
  S.Phase.insert(CallersPhase);
  for (auto [Lock, Mode] : F.Requires)
    S.Locks.acquire(Lock, Mode, F.Where);
}

void Frame::leave(State &S) const {
  for (auto [Lock, Mode] : F.Requires)
    S.Locks.release(Lock, Mode);
  S.Locks.dropAssumed();
  for (auto [Lock, Mode] : F.Asserts)
    S.Locks.assume(Lock, Mode, F.Where);
}

/// Above this many blocks every block counts as part of a loop: that costs
/// precision of names only.
static constexpr size_t MaxBlocksForCycles = 1000;

/// Marks the blocks that can be reached from themselves.
static std::vector<bool> findCycles(const ir::Function &F) {
  size_t N = F.Blocks.size();
  std::vector<bool> Result(N, N > MaxBlocksForCycles);
  if (N > MaxBlocksForCycles)
    return Result;
  for (size_t Start = 0; Start != N; ++Start) {
    std::vector<bool> Seen(N);
    std::vector<uint32_t> Work(F.Blocks[Start].Successors);
    while (!Work.empty() && !Result[Start]) {
      uint32_t B = Work.back();
      Work.pop_back();
      if (B == Start)
        Result[Start] = true;
      if (Seen[B])
        continue;
      Seen[B] = true;
      Work.insert(Work.end(), F.Blocks[B].Successors.begin(),
                  F.Blocks[B].Successors.end());
    }
  }
  return Result;
}

/// Blocks in reverse post-order, so that most are met after what leads there.
static std::vector<uint32_t> reversePostOrder(const ir::Function &F) {
  std::vector<uint32_t> Order;
  std::vector<uint8_t> Seen(F.Blocks.size());
  std::vector<std::pair<uint32_t, size_t>> Stack{{0, 0}};
  Seen[0] = 1;
  while (!Stack.empty()) {
    auto &[Block, Next] = Stack.back();
    if (Next < F.Blocks[Block].Successors.size()) {
      uint32_t To = F.Blocks[Block].Successors[Next++];
      if (!Seen[To]) {
        Seen[To] = 1;
        Stack.emplace_back(To, 0);
      }
    } else {
      Order.push_back(Block);
      Stack.pop_back();
    }
  }
  return {Order.rbegin(), Order.rend()};
}

void Frame::refine(State &S, const Value &Condition, bool Holds) const {
  askedBefore(S, Condition, Holds);
  if (!Condition.Cond) {
    // A variable that is true or false; only a lock makes it tell of others. A
    // copy that was passed tells of no others.
    if (Condition.Origins.size() == 1 && Condition.Pointees.empty() &&
        Condition.Functions.empty() && Condition.Threads.empty() &&
        S.Locks.excludes() && shareable(*Condition.Origins.begin()))
      flagSeen(S, raisedPart(P, *Condition.Origins.begin()), Holds);
    return;
  }
  refineOne(S, *Condition.Cond, Holds);
}

void Frame::refineOne(State &S, const Condition &C, bool Holds) const {
  switch (C.Of) {
  case Condition::LockTaken:
    if (Holds)
      S.Locks.acquire(C.Where, C.Mode, F.Where);
    break;
  case Condition::LockHeld:
    if (Holds)
      S.Locks.assume(C.Where, C.Mode, F.Where);
    break;
  case Condition::ThisThread:
    if (Holds)
      S.Locks.beThread(C.Where, F.Where);
    break;
  case Condition::FlagRaised:
    if (C.Plain)
      numberKnown(S, C.Where, Holds);
    if (!C.Plain || S.Locks.excludes())
      flagSeen(S, C.Where, Holds);
    break;
  case Condition::NumberIs:
    numberKnown(S, C.Where, Holds);
    break;
  case Condition::AllOf:
  case Condition::AnyOf:
    if (Holds == (C.Of == Condition::AllOf)) {
      for (const Condition &Part : C.Parts)
        refineOne(S, Part, Part.Holds == Holds);
    } else if (Holds) {
      S.Either.push_back(C);
    }
    break;
  case Condition::GuardOwns:
    if (Value *V = S.findPlace(C.Where); V && V->Guard) {
      if (Holds && V->Guard->State != Owned::Yes)
        for (auto [Lock, Mode] : V->Guard->Locks)
          S.Locks.acquire(Lock, Mode, F.Where);
      V->Guard->State = Holds ? Owned::Yes : Owned::No;
    }
    break;
  case Condition::OneObject:
    if (Holds)
      S.unify(C.Parts[0].Where, C.Parts[1].Where);
    break;
  case Condition::KeyThere:
    if (auto It = S.Searches.find(C.Where); It != S.Searches.end())
      It->second.Found = Holds ? Search::There : Search::Missing;
    break;
  case Condition::ThreadJoinable:
    if (!Holds)
      join(S, C.Where);
    break;
  }
}

State Frame::edge(const State &From, const ir::Block &Block,
                  size_t Successor) const {
  State S = From;
  if (!Block.Condition || Block.Successors.size() != 2)
    return S;
  bool Holds = (Successor == 0) != Block.Negated;
  Value Tested = S.loadAll(Block.Condition);
  // What a pointer tells is what the function that returned it told.
  if (!Block.Leads || (Holds && Tested.Cond))
    refine(S, Tested, Holds);
  else if (!Holds)
    noObject(S, Tested);
  return S;
}

/// On this way the pointer leads nowhere: whatever is said of its object holds,
/// and threads whose handle is in there do not run.
void Frame::noObject(State &S, const Value &Pointer) const {
  if (Pointer.Origins.size() + Pointer.Pointees.size() != 1)
    return;
  if (!Pointer.Origins.empty()) {
    S.Absent.insert(P.Paths.step(*Pointer.Origins.begin(), StepKind::Deref));
    return;
  }
  Path Object = *Pointer.Pointees.begin();
  S.Absent.insert(Object);
  for (const auto &[Part, V] : S.under(Object))
    for (TokenId Id : V.Threads)
      S.stopThread(Id);
}

void Frame::solve() {
  size_t N = F.Blocks.size();
  Entries.assign(N, State(P));
  Reached.assign(N, false);
  Cyclic = findCycles(F);
  enter(Entries[0]);
  Reached[0] = true;
  settle();
  // What threads touch was seen while places did not yet hold all that they
  // may, so an object among several passed for the only one. Look again.
  bool Again = false;
  for (State &S : Entries) {
    Again |= !S.Live.empty();
    S.Live.clear();
  }
  if (Again)
    settle();
}

void Frame::settle() {
  std::vector<uint32_t> Order = reversePostOrder(F);
  bool Changed = true;
  size_t Carried = 0;
  std::vector<bool> Settled(F.Blocks.size(), false);
  for (unsigned Round = 0;
       Changed && Round != MaxRounds && Carried < MaxCarried; ++Round) {
    Changed = false;
    for (uint32_t B : Order) {
      if (!Reached[B] || Settled[B])
        continue;
      Settled[B] = true;
      State S = Entries[B];
      InLoop = Cyclic[B];
      for (const ir::Event &E : F.Blocks[B].Events)
        transfer(S, E);
      for (size_t I = 0; I != F.Blocks[B].Successors.size(); ++I) {
        uint32_t To = F.Blocks[B].Successors[I];
        if (Given && !feasible(S, F.Blocks[B], I))
          continue;
        State Next = edge(S, F.Blocks[B], I);
        Carried += Next.weight();
        if (!Reached[To]) {
          Reached[To] = true;
          Entries[To] = std::move(Next);
          Changed = true;
        } else if (Entries[To].join(Next)) {
          Settled[To] = false;
          Changed = true;
        }
      }
    }
  }
  Out.Capped |= Changed;
}

void Frame::record() {
  Recording = true;
  bool Returned = false;
  State Exit(P);
  for (uint32_t B : reversePostOrder(F)) {
    if (!Reached[B])
      continue;
    State S = Entries[B];
    InLoop = Cyclic[B];
    for (const ir::Event &E : F.Blocks[B].Events)
      transfer(S, E);
    for (uint32_t To : F.Blocks[B].Successors)
      if (F.Blocks[To].Successors.empty())
        noteAnswer(S);
    if (!F.Blocks[B].Successors.empty())
      continue;
    if (Returned)
      Exit.join(S);
    else
      Exit = std::move(S);
    Returned = true;
  }
  // Also of a function that never returns, such as a worker's loop.
  for (const auto &[Object, Class] : Types)
    if (P.Paths[Object].RootKind == Root::Alloc ||
        P.Paths[Object].RootKind == Root::Global)
      Out.Types.emplace(Object, Class);
  Out.TakenFrom = TakenFrom;
  leave(Exit);
  if (Returned) {
    noteLeaving(Exit);
    exportAnswer(Exit);
    exportTruth(Exit);
    exportState(Exit);
  }
}

void Frame::exportState(State &Exit) {
  auto IsLocal = [&](Path Where) {
    return P.Paths[P.Paths[Where].Top].RootKind == Root::Local;
  };
  LockSet Locks;
  Exit.split(Exit.Locks, Locks, &Locks);
  for (const HeldLock &H : Locks)
    if ((H.changed() || H.Tried) && !IsLocal(H.Lock))
      Out.Locks.apply(H);
  for (Path Handle : Exit.Joined)
    if (!IsLocal(Handle))
      Out.Joins.insert(Handle);
  for (Path Handle : Exit.Awaited)
    if (!IsLocal(Handle))
      Out.Awaited.insert(Handle);
  for (Path Object : Signals)
    if (!IsLocal(Object))
      Out.Signals.insert(Object);
  for (Path Object : Exit.Signalled)
    if (!IsLocal(Object))
      Out.Signalled.insert(Object);
  for (Path Fact : Exit.Raised)
    if (!IsLocal(Fact))
      Out.Raised.insert(Fact);
  for (Path Phase : Exit.Phase)
    Out.Phase.insert(Phase != CallersPhase && IsLocal(Phase) ? CallersPhase
                                                             : Phase);
  exportEnded(Exit);
  std::map<TokenId, TokenId> Index;
  exportThreads(Exit, Index);
  exportStores(Exit, Index);
}

void Frame::exportThreads(const State &Exit,
                          std::map<TokenId, TokenId> &Index) {
  for (const auto &[Id, Live] : Exit.Live) {
    auto Shared = std::make_shared<AccessList>();
    for (const Access &A : Live.Accesses->all())
      if (shareable(A.Target) && !(AsRoot && A.Alone))
        Shared->add(A);
    if (Shared->all().empty() && Live.Pendings.empty())
      continue;
    Index[Id] = Out.Threads.size();
    Out.Threads.push_back({Tokens[Id], std::move(Shared), Live.Pendings,
                           Live.Executor, Live.Several, Live.Signals,
                           Live.Later, Live.Joins, Live.Ends, Live.After});
  }
  for (Thread &T : Out.Threads)
    if (auto It = Index.find(T.Executor); It != Index.end())
      T.Executor = It->second;
    else
      T.Executor = NoThread;
  for (Thread &T : Out.Threads) {
    SmallSet<TokenId> Ends;
    for (TokenId Id : T.Ends)
      if (auto It = Index.find(Id); It != Index.end())
        Ends.insert(It->second);
    T.Ends = Ends;
  }
  for (Pending &Open : Out.Pendings) {
    SmallSet<TokenId> Mapped;
    for (TokenId Id : Open.Live)
      if (auto It = Index.find(Id); It != Index.end())
        Mapped.insert(It->second);
    Open.Live = Mapped;
  }
}

static bool isAbout(const Condition &C,
                    const std::function<bool(Path)> &Which) {
  return (C.Where && Which(C.Where)) ||
         std::any_of(
             C.Parts.begin(), C.Parts.end(),
             [&](const Condition &Part) { return isAbout(Part, Which); });
}

void Frame::exportStores(const State &Exit,
                         const std::map<TokenId, TokenId> &Index) {
  auto Escapes = [&](Path Where) {
    Path Top = P.Paths[Where].Top;
    switch (P.Paths[Top].RootKind) {
    case Root::Local:
      return Top == ReturnPlace;
    case Root::Param:
      return shareable(Where);
    default:
      return true;
    }
  };
  auto Decides = [&](Path Where) {
    Path Named = namedPart(P.Paths, Where);
    return P.Paths.isRoot(Named) || Graph.Fields.contains(P.Paths[Named].Name);
  };
  auto IsDead = [&](Path Where) {
    return P.Paths[P.Paths[Where].Top].RootKind == Root::Local;
  };
  for (const auto &[Place, Stored] : Exit.places()) {
    // Of an object that was passed by value its caller learns that it was
    // moved away, so that nothing is left to destroy.
    bool Moved = Stored.empty() && isOwnParameter(Place);
    if ((!Escapes(Place) && !Moved) || isLent(Place) || !Decides(Place) ||
        Out.Stores.size() >= MaxStores)
      continue;
    Value V = Stored;
    if (isConstant(P.text(V.Number)))
      V.Number = 0;
    V.Pointees = {};
    for (Path Pointee : Stored.Pointees)
      if (!IsDead(Pointee))
        V.Pointees.insert(Pointee);
    V.Threads = {};
    for (TokenId Id : Stored.Threads)
      if (auto It = Index.find(Id); It != Index.end())
        V.Threads.insert(It->second);
    // What a function answers, or keeps, may tell its caller of a lock.
    if (V.Cond &&
        ((V.Cond->Of != Condition::LockTaken && Place != ReturnPlace) ||
         isAbout(*V.Cond, IsDead)))
      V.Cond = {};
    bool Untouched = V.Origins.size() == 1 && V.Origins.contains(Place) &&
                     V.Pointees.empty() && V.Functions.empty() &&
                     V.Threads.empty() && !V.Guard && !V.Cond;
    if (!Untouched)
      Out.Stores.emplace_back(Place, std::move(V));
  }
}

} // namespace maprace::analysis
