// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The abstract state.

#include "checker/analysis/State.h"
#include "checker/analysis/Guarded.h"

namespace maprace::analysis {

using ir::PathTable;
using ir::StepKind;

static constexpr uint32_t MaxDepth = 14;
/// Pointers of one path that are decided. Where pointers lead to each other, as
/// in a tree with links to parents, each decision leads to the next.
static constexpr unsigned MaxDecisions = 32;

static bool hasUnknownIndex(const ir::Program &P, Path Where) {
  for (; !P.Paths.isRoot(Where); Where = P.Paths[Where].Parent)
    if (P.Paths[Where].Step == StepKind::Index &&
        P.text(P.Paths[Where].Name) == "?")
      return true;
  return false;
}

static void addLimited(std::vector<Path> &Out, Path Where) {
  if (Out.size() < State::MaxAliases &&
      std::find(Out.begin(), Out.end(), Where) == Out.end())
    Out.push_back(Where);
}

void State::follow(Path Base, std::vector<Path> &Out) const {
  Value V = load(Base);
  for (Path Pointee : V.Pointees)
    addLimited(Out, Pointee);
  for (Path Origin : V.Origins)
    if (P->Paths[Origin].Depth < MaxDepth)
      addLimited(Out, P->Paths.step(Origin, StepKind::Deref));
  if (Out.empty())
    addLimited(Out, P->Paths.step(Base, StepKind::Deref));
}

std::vector<Path> State::resolve(Path Where) const {
  PathTable &Paths = P->Paths;
  std::vector<Path> Current{Paths[Where].Top};
  for (Path Step : Paths.chain(Where)) {
    std::vector<Path> Next;
    StepKind Kind = Paths[Step].Step;
    Symbol Name = Paths[Step].Name;
    for (Path Base : Current)
      if (Kind == StepKind::Deref)
        follow(Base, Next);
      else if (Paths[Base].Depth < MaxDepth)
        addLimited(Next, Paths.step(Base, Kind, Name));
      else
        addLimited(Next, Base);
    Current = std::move(Next);
  }
  return Current;
}

Path State::normalise(Path Where) const {
  PathTable &Paths = P->Paths;
  Path Current = Paths[Where].Top;
  for (Path Step : Paths.chain(Where)) {
    PathTable::Node N = Paths[Step];
    if (Paths[Current].Depth >= MaxDepth)
      return Current;
    if (N.Step == StepKind::Deref) {
      std::vector<Path> Targets;
      follow(Current, Targets);
      Current = Targets.size() == 1 ? Targets[0]
                                    : Paths.step(Current, StepKind::Deref);
    } else {
      Current = Paths.step(Current, N.Step, N.Name);
    }
  }
  return Current;
}

Path State::ambiguity(Path Where, std::vector<Path> &Targets) const {
  for (Path Step : P->Paths.chain(Where)) {
    if (P->Paths[Step].Step != StepKind::Deref)
      continue;
    Targets.clear();
    follow(P->Paths[Step].Parent, Targets);
    if (Targets.size() > 1)
      return Step;
  }
  return 0;
}

void State::split(const LockSet &Any, LockSet &Out, LockSet *Rest) const {
  std::vector<Path> Targets;
  std::map<std::vector<Path>, std::vector<HeldLock>> Groups;
  for (const HeldLock &H : Any) {
    if (!ambiguity(H.Lock, Targets)) {
      Out.apply(H);
      continue;
    }
    std::vector<Path> Places = resolve(H.Lock);
    std::sort(Places.begin(), Places.end());
    Groups[std::move(Places)].push_back(H);
  }
  for (const auto &[Places, Locks] : Groups) {
    bool All = Places.size() == Locks.size(), Shared = false;
    for (const HeldLock &H : Locks) {
      All &= H.held();
      Shared |= H.Exclusive <= 0;
    }
    for (size_t I = 0; I != Locks.size(); ++I) {
      HeldLock Each = Locks[I];
      if (All) {
        Each.Lock = Places[I];
        Each.Exclusive = !Shared;
        Each.Shared = Shared;
        Out.apply(Each);
      } else if (Rest) {
        Rest->apply(Each);
      }
    }
  }
}

/// The part of \p Any that is \p Fork, or that stands for each of the elements
/// of which \p Fork is one; 0 if there is none.
static Path prefixOfEach(const ir::Program &P, Path Any, Path Fork) {
  const PathTable &Paths = P.Paths;
  while (Paths[Any].Depth > Paths[Fork].Depth)
    Any = Paths[Any].Parent;
  Path A = Any, B = Fork;
  for (; A != B; A = Paths[A].Parent, B = Paths[B].Parent)
    if (Paths.isRoot(A) || Paths.isRoot(B) || Paths[A].Step != Paths[B].Step ||
        (Paths[A].Name != Paths[B].Name &&
         (Paths[A].Step != StepKind::Index || !isEach(P.text(Paths[A].Name)))))
      return 0;
  return Any;
}

std::vector<std::pair<Path, LockSet>>
State::variants(Path Where, const LockSet &Held) const {
  std::vector<std::pair<Path, LockSet>> Open{{Where, Held}}, Done;
  unsigned Decisions = 0;
  while (!Open.empty() && Done.size() < MaxAliases) {
    auto [Place, Locks] = std::move(Open.back());
    Open.pop_back();
    std::vector<Path> Targets;
    Path Fork = ambiguity(Place, Targets);
    if (!Fork) {
      LockSet Clear;
      split(Locks, Clear, nullptr);
      Done.emplace_back(Place, std::move(Clear));
      continue;
    }
    if (++Decisions > MaxDecisions) {
      Done.emplace_back(Place, std::move(Locks));
      continue;
    }
    for (Path Target : Targets) {
      auto Decide = [&](Path Any) {
        Path Prefix = prefixOfEach(*P, Any, Fork);
        return Prefix ? normalise(P->Paths.rebase(Any, Prefix, Target)) : Any;
      };
      LockSet Decided;
      for (HeldLock H : Locks) {
        H.Lock = Decide(H.Lock);
        Decided.apply(H);
      }
      // A target that names the pointer itself again would never end.
      Path Next = Decide(Place);
      if (Next == Place)
        Done.emplace_back(Place, std::move(Decided));
      else
        Open.emplace_back(Next, std::move(Decided));
    }
  }
  return Done;
}

/// True if all are incarnations of one object.
static bool ofOneSite(const ir::Program &P,
                      const std::vector<std::pair<Path, LockSet>> &All) {
  auto Site = [&](Path Where) {
    Path Top = P.Paths[Where].Top;
    if (P.Paths[Top].RootKind != ir::Root::Alloc)
      return std::string();
    std::string Name = P.text(P.Paths[Top].Name);
    std::erase(Name, OldMark);
    return Name;
  };
  std::string First = Site(All[0].first);
  return !First.empty() &&
         std::all_of(All.begin(), All.end(), [&](const auto &Each) {
           return Site(Each.first) == First;
         });
}

std::vector<Access> State::decided(const Access &Any) const {
  std::vector<std::pair<Path, LockSet>> All = variants(Any.Target, Any.Locks);
  std::vector<Access> Result(All.size(), Any);
  bool OneSite = All.size() > 1 && ofOneSite(*P, All);
  for (size_t I = 0; I != All.size(); ++I) {
    if (OneSite)
      Result[I].Via = Any.Target;
    Result[I].Target = All[I].first;
    Result[I].Locks = std::move(All[I].second);
  }
  return Result;
}

void State::release(const HeldLock &Delta) {
  std::vector<Path> Targets;
  if (!ambiguity(Delta.Lock, Targets))
    return Locks.apply(Delta);
  for (Path Lock : resolve(Delta.Lock)) {
    HeldLock Each = Delta;
    Each.Lock = Lock;
    Locks.apply(Each);
  }
}

void State::takeObject(Path Pointer, Path Object) {
  if (!Places.contains(Pointer))
    Places.set(P->Paths, Pointer, load(Pointer));
  Places.change([&](Path, Value &V) {
    if (V.Origins.contains(Pointer)) {
      V.Origins.erase(Pointer);
      V.Pointees.insert(Object);
    }
  });
}

static constexpr const char *RaisedPart = "$raised";

Path raisedPart(ir::Program &P, Path Flag) {
  return P.Paths.step(Flag, StepKind::Field, P.Symbols.intern(RaisedPart));
}

bool isRaisedPart(const ir::Program &P, Path Any) {
  return !P.Paths.isRoot(Any) && P.Paths[Any].Step == StepKind::Field &&
         P.text(P.Paths[Any].Name) == RaisedPart;
}

/// \p Pointer is about to point elsewhere: locks that are named through it
/// keep a name of their own.
void State::unname(Path Pointer) {
  PathTable &Paths = P->Paths;
  Path Through = Paths.step(Pointer, StepKind::Deref);
  bool Named = std::any_of(Locks.begin(), Locks.end(), [&](const HeldLock &H) {
    return Paths.hasPrefix(H.Lock, Through);
  });
  if (!Named)
    return;
  Path Kept = Paths.root(
      ir::Root::Opaque,
      P->Symbols.intern("what " + std::to_string(Pointer) + " pointed to"));
  auto Map = [&](Path Any) {
    return Paths.hasPrefix(Any, Through) ? Paths.rebase(Any, Through, Kept)
                                         : Any;
  };
  LockSet Renamed;
  for (HeldLock H : Locks) {
    H.Lock = Map(H.Lock);
    Renamed.apply(H);
  }
  Locks = std::move(Renamed);
  Places.change([&](Path, Value &V) {
    if (V.Guard)
      for (auto &Lock : V.Guard->Locks)
        Lock.first = Map(Lock.first);
  });
}

Value State::load(Path Where) const {
  PathTable &Paths = P->Paths;
  if (const Value *V = Places.find(Where))
    return *V;
  // Else what the indexed places hold that may be it.
  if (Paths[Where].Indexed) {
    std::optional<Value> Same;
    for (Path Place : Places.alike(Paths, Where))
      if (maySame(*P, Place, Where)) {
        if (!Same)
          Same.emplace();
        Same->join(*Places.find(Place));
      }
    if (Same)
      return *Same;
  }
  Value Result;
  // A part of something that was copied from elsewhere as a whole.
  for (Path Up = Where; !Paths.isRoot(Up);) {
    Up = Paths[Up].Parent;
    const Value *Whole = Places.find(Up);
    if (!Whole)
      continue;
    for (Path Origin : Whole->Origins)
      if (Origin != Up && Paths[Origin].Depth < MaxDepth)
        Result.Origins.insert(Paths.rebase(Where, Up, Origin));
    break;
  }
  // What a local holds before anything is stored there is nobody else's.
  if (Result.empty() && Paths[Paths[Where].Top].RootKind != ir::Root::Local)
    Result.Origins.insert(Where);
  return Result;
}

Value State::loadAll(Path Where) const {
  Value Result;
  bool First = true;
  for (Path Place : resolve(Where)) {
    Value V = load(Place);
    if (First)
      Result = std::move(V);
    else
      Result.join(V);
    First = false;
  }
  return Result;
}

Value State::evaluate(const ir::Operand &O) const {
  Value Result;
  switch (O.K) {
  case ir::Operand::Unknown:
  case ir::Operand::Constant:
    break;
  case ir::Operand::Address:
    for (Path Place : resolve(O.Where))
      Result.Pointees.insert(Place);
    break;
  case ir::Operand::Value:
  case ir::Operand::Move:
    return loadAll(O.Where);
  case ir::Operand::Function:
    Result.Functions.insert(O.Name);
    break;
  }
  return Result;
}

std::vector<std::pair<Path, Value>> State::under(Path Where) const {
  std::vector<std::pair<Path, Value>> Result;
  for (const auto &Entry : Places.all())
    if (P->Paths.hasPrefix(Entry.first, Where))
      Result.push_back(Entry);
  return Result;
}

Value *State::findPlace(Path Where) { return Places.find(Where); }

void State::forget(Path Where) { Places.erase(P->Paths, Where); }

void State::store(Path Where, const Value &V) {
  std::vector<Path> Targets = resolve(Where);
  bool Strong = Targets.size() == 1 && !hasUnknownIndex(*P, Targets[0]);
  for (Path Target : Targets) {
    unname(Target);
    if (Strong) {
      forget(Target);
      Places.set(P->Paths, Target, V);
    } else {
      Places.join(P->Paths, Target, V);
    }
  }
}

void State::assign(Path Where, const ir::Operand &O) {
  Value V = evaluate(O);
  std::vector<std::pair<Path, Value>> Parts;
  Path Source = 0;
  if (O.K == ir::Operand::Value || O.K == ir::Operand::Move) {
    std::vector<Path> Sources = resolve(O.Where);
    if (Sources.size() == 1) {
      Source = Sources[0];
      Parts = under(Source);
    }
  }
  if (O.K == ir::Operand::Move && Source && !hasUnknownIndex(*P, Source)) {
    forget(Source);
    Places.set(P->Paths, Source, Value());
  }
  store(Where, V);
  for (Path Target : resolve(Where))
    copyParts(Parts, Source, Target);
}

void State::copyParts(const std::vector<std::pair<Path, Value>> &Parts,
                      Path Source, Path Target) {
  for (const auto &[Part, PartValue] : Parts)
    if (Part != Source)
      Places.join(P->Paths, P->Paths.rebase(Part, Source, Target), PartValue);
}

Path rebuild(PathTable &Paths, Path Where,
             const std::function<Path(Path)> &MapRoot,
             const std::function<Symbol(Symbol)> &MapIndex) {
  Path Result = MapRoot(Paths[Where].Top);
  for (Path Step : Paths.chain(Where)) {
    PathTable::Node N = Paths[Step];
    Symbol Name = N.Step == StepKind::Index ? MapIndex(N.Name) : N.Name;
    Result = Paths.step(Result, N.Step, Name);
  }
  return Result;
}

static PathSet mapSet(const PathSet &Set,
                      const std::function<Path(Path)> &Map) {
  PathSet Result;
  for (Path Item : Set)
    Result.insert(Map(Item));
  return Result;
}

static LockSet mapLocks(const LockSet &Locks,
                        const std::function<Path(Path)> &Map) {
  LockSet Result;
  for (HeldLock H : Locks) {
    H.Lock = Map(H.Lock);
    Result.apply(H);
  }
  return Result;
}

static Value mapValue(Value V, const std::function<Path(Path)> &Map) {
  V.Pointees = mapSet(V.Pointees, Map);
  V.Origins = mapSet(V.Origins, Map);
  if (V.Guard)
    for (auto &Lock : V.Guard->Locks)
      Lock.first = Map(Lock.first);
  if (V.Cond)
    V.Cond->Where = Map(V.Cond->Where);
  return V;
}

void State::rename(const std::function<Path(Path)> &MapOne) {
  std::unordered_map<Path, Path> Known;
  auto Map = [&](Path Where) {
    auto [It, New] = Known.try_emplace(Where, 0);
    if (New)
      It->second = MapOne(Where);
    return It->second;
  };
  Stored Renamed;
  for (const auto &[Place, V] : Places.all())
    Renamed.join(P->Paths, Map(Place), mapValue(V, Map));
  Places = std::move(Renamed);
  Locks = mapLocks(Locks, Map);
  Joined = mapSet(Joined, Map);
  Signalled = mapSet(Signalled, Map);
  Raised = mapSet(Raised, Map);
  for (auto &[Answer, S] : Searches) {
    S.Map = Map(S.Map);
    S.Through = mapLocks(S.Through, Map);
    S.Dropped = mapLocks(S.Dropped, Map);
  }
  Absent = mapSet(Absent, Map);
  for (auto &[Id, Thread] : Live) {
    auto List = std::make_shared<AccessList>();
    for (Access A : Thread.Accesses->all()) {
      A.Target = Map(A.Target);
      if (A.Via)
        A.Via = Map(A.Via);
      A.Locks = mapLocks(A.Locks, Map);
      A.Dropped = mapLocks(A.Dropped, Map);
      A.Joined = mapSet(A.Joined, Map);
      A.Releases = mapSet(A.Releases, Map);
      List->add(std::move(A));
    }
    Thread.Accesses = std::move(List);
    Thread.Signals = mapSet(Thread.Signals, Map);
    for (Pending &Open : Thread.Pendings) {
      if (Open.What.Target)
        Open.What.Target = Map(Open.What.Target);
      for (ir::Operand &O : Open.What.Args)
        if (O.Where)
          O.Where = Map(O.Where);
      Open.Locks = mapLocks(Open.Locks, Map);
    }
  }
}

bool State::isOwned(Path Object, Path Unborn) const {
  if (P->Paths[Object].RootKind != ir::Root::Alloc)
    return false;
  for (const auto &[Place, V] : Places.all()) {
    Path Top = P->Paths[Place].Top;
    if (Top == Object || P->Paths[Top].RootKind == ir::Root::Local ||
        (Unborn && P->Paths.hasPrefix(Place, Unborn)))
      continue;
    for (Path Pointee : V.Pointees)
      if (P->Paths[Pointee].Top == Object)
        return false;
  }
  return true;
}

void State::awaitSignal(Path Object, Path Tasks) {
  std::vector<TokenId> Over;
  // Of several that set a flag, it tells of one.
  if (isRaisedPart(*P, Object)) {
    size_t Count = 0;
    for (const auto &[Id, Thread] : Live)
      if (Thread.Signals.contains(Object))
        Count += Thread.Several ? 2 : 1;
    if (Count != 1)
      return;
  }
  for (auto &[Id, Thread] : Live) {
    auto Executor = Live.find(Thread.Executor);
    if (Executor != Live.end() && Executor->second.Signals.contains(Tasks))
      Over.push_back(Id);
    if (!Thread.Signals.contains(Object))
      continue;
    auto Left = std::make_shared<AccessList>();
    for (const Access &A : Thread.Accesses->all())
      if (!A.Releases.contains(Object) || A.Joined.contains(Object))
        Left->add(A);
    Thread.Accesses = std::move(Left);
  }
  for (TokenId Id : Over)
    stopThread(Id);
}

void State::stopThread(TokenId Thread) {
  SmallSet<TokenId> Over;
  Over.insert(Thread);
  Live.erase(Thread);
  // A task of it may have handed over tasks in turn.
  for (bool More = true; More;) {
    More = false;
    for (const auto &[Id, Each] : Live)
      if (Over.contains(Each.Executor))
        More |= Over.insert(Id);
    std::erase_if(
        Live, [&](const auto &Entry) { return Over.contains(Entry.first); });
  }
}

bool State::runsTasksOf(const SmallSet<TokenId> &Threads, TokenId Task) const {
  for (size_t Steps = 0; Steps != Live.size(); ++Steps) {
    auto It = Live.find(Task);
    if (It == Live.end() || It->second.Executor == NoThread)
      return false;
    Task = It->second.Executor;
    if (Threads.contains(Task))
      return true;
  }
  return false;
}

bool State::inTurn(TokenId A, TokenId B) const {
  auto Runner = [&](TokenId Id) {
    for (size_t Steps = 0; Steps != Live.size(); ++Steps) {
      auto It = Live.find(Id);
      if (It == Live.end() || It->second.Executor == NoThread)
        break;
      Id = It->second.Executor;
    }
    return Id;
  };
  TokenId Executor = Runner(A);
  if (Executor != Runner(B) || (A == Executor && B == Executor))
    return false;
  auto It = Live.find(Executor);
  return It != Live.end() && !It->second.Several;
}

Path State::age(Path Root) {
  PathTable &Paths = P->Paths;
  std::string Name = P->text(Paths[Root].Name);
  if (Name.empty() || Name.back() == OldMark)
    return 0;
  Path Old =
      Paths.root(Paths[Root].RootKind, P->Symbols.intern(Name + OldMark));
  rename([&](Path Where) {
    return Paths[Where].Top == Root ? Paths.rebase(Where, Root, Old) : Where;
  });
  return Old;
}

void State::ageIndex(const std::string &Name, bool Distinct) {
  PathTable &Paths = P->Paths;
  std::string Mention = "{" + Name + "}";
  auto MapIndex = [&](Symbol Text) {
    std::string T = P->text(Text);
    size_t At = T.find(Mention);
    if (At == std::string::npos)
      return Text;
    if (!Distinct)
      return P->Symbols.intern("?");
    T.insert(At + Mention.size() - 1, 1, OldMark);
    return P->Symbols.intern(T);
  };
  std::erase_if(Searches, [&](const auto &S) {
    return P->text(S.second.Key).find(Mention) != std::string::npos;
  });
  rename([&](Path Where) {
    return Paths[Where].Indexed
               ? rebuild(
                     Paths, Where, [](Path R) { return R; }, MapIndex)
               : Where;
  });
}

void State::endLoop(const std::string &Name) {
  PathTable &Paths = P->Paths;
  Symbol Current = P->Symbols.intern("{" + Name + "}");
  // A counter has left the last element behind.
  Symbol Earlier = P->Symbols.intern("{" + Name + OldMark + "}");
  Symbol Each = P->Symbols.intern("{" + Name + EachMark + "}");
  auto Map = [&](Path Where) {
    return rebuild(
        Paths, Where, [](Path R) { return R; },
        [&](Symbol Text) {
          return Text == Current || Text == Earlier ? Each : Text;
        });
  };
  Locks = mapLocks(Locks, Map);
  Places.change([&](Path, Value &V) {
    if (V.Guard)
      for (auto &Lock : V.Guard->Locks)
        Lock.first = Map(Lock.first);
  });
}

static bool sameTarget(const Pending &A, const Pending &B) {
  auto Object = [](const ir::Event &E) {
    return E.Virtual && !E.Args.empty() ? E.Args[0].Where : 0;
  };
  return A.What.Where == B.What.Where && A.What.Target == B.What.Target &&
         A.What.Callee == B.What.Callee && Object(A.What) == Object(B.What);
}

static Pending *findSame(std::vector<Pending> &All, const Pending &Open) {
  auto It = std::find_if(All.begin(), All.end(),
                         [&](const Pending &P) { return sameTarget(P, Open); });
  return It == All.end() ? nullptr : &*It;
}

bool LiveThread::operator==(const LiveThread &O) const {
  return Several == O.Several && Executor == O.Executor &&
         Signals == O.Signals &&
         std::equal(Pendings.begin(), Pendings.end(), O.Pendings.begin(),
                    O.Pendings.end(), sameTarget) &&
         (Accesses == O.Accesses || *Accesses == *O.Accesses);
}

void LiveThread::join(const LiveThread &O) {
  Several |= O.Several;
  Signals.unite(O.Signals);
  if (Accesses != O.Accesses && !(*Accesses == *O.Accesses)) {
    auto Both = std::make_shared<AccessList>(*Accesses);
    for (const Access &A : O.Accesses->all())
      Both->add(A);
    Accesses = std::move(Both);
  }
  for (const Pending &Open : O.Pendings)
    if (Pending *Mine = findSame(Pendings, Open))
      Mine->Several |= Open.Several;
    else
      Pendings.push_back(Open);
}

void LiveThread::repeat(const LiveThread &O) {
  for (const Pending &Open : O.Pendings)
    if (Pending *Mine = findSame(Pendings, Open))
      Mine->Several = true;
  join(O);
}

bool Search::join(const Search &O) {
  if (Map != O.Map || Key != O.Key)
    return false;
  if (Found != O.Found)
    Found = Unknown;
  Through.join(O.Through);
  Dropped.join(O.Dropped);
  return true;
}

void Search::keep(const std::function<bool(Path)> &IsHeld) {
  // Most events let go nothing.
  if (std::all_of(Through.begin(), Through.end(),
                  [&](const HeldLock &H) { return IsHeld(H.Lock); }))
    return;
  LockSet Still;
  for (const HeldLock &H : Through)
    (IsHeld(H.Lock) ? Still : Dropped).apply(H);
  Through = std::move(Still);
}

bool State::isAbsent(Path Where) const {
  return std::any_of(Absent.begin(), Absent.end(), [&](Path Object) {
    return P->Paths.hasPrefix(Where, Object);
  });
}

void State::adoptVacuous(const State &Other) {
  if (Absent.empty())
    return;
  for (const HeldLock &H : Other.Locks)
    if (isAbsent(H.Lock) && !Locks.find(H.Lock))
      Locks.apply(H);
  for (Path Handle : Other.Joined)
    if (isAbsent(Handle))
      Joined.insert(Handle);
}

bool State::join(const State &Other) {
  State Before = *this;
  if (Other.Absent.empty()) {
    adoptVacuous(Other);
    Locks.join(Other.Locks);
    Joined.intersect(Other.Joined);
  } else {
    State There(*P);
    There.Locks = Other.Locks;
    There.Joined = Other.Joined;
    There.Absent = Other.Absent;
    There.adoptVacuous(*this);
    adoptVacuous(Other);
    Locks.join(There.Locks);
    Joined.intersect(There.Joined);
  }
  Absent.intersect(Other.Absent);
  Signalled.intersect(Other.Signalled);
  Raised.unite(Other.Raised);
  for (auto It = Searches.begin(); It != Searches.end();) {
    auto Theirs = Other.Searches.find(It->first);
    bool Both =
        Theirs != Other.Searches.end() && It->second.join(Theirs->second);
    It = Both ? std::next(It) : Searches.erase(It);
  }
  for (const auto &[Id, Thread] : Other.Live) {
    auto [It, New] = Live.try_emplace(Id, Thread);
    if (!New)
      It->second.join(Thread);
  }
  // A place that only one way knows holds on the other what it held before.
  Places.change([&](Path Place, Value &V) {
    if (!Other.Places.contains(Place))
      V.join(Other.load(Place));
  });
  for (const auto &[Place, V] : Other.Places.all()) {
    if (!Places.contains(Place))
      Places.set(P->Paths, Place, Before.load(Place));
    Places.join(P->Paths, Place, V);
  }
  return !(*this == Before);
}

} // namespace maprace::analysis
