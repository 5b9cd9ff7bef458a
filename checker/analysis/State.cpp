// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The abstract state.

#include "checker/analysis/State.h"
#include "checker/analysis/Guarded.h"

#include <unordered_set>

namespace maprace::analysis {

using ir::PathTable;
using ir::StepKind;

/// Steps of the longest path that is followed.
static constexpr uint32_t MaxDepth = 14;
/// Places of a state from which on no parts are copied.
static constexpr size_t MaxPlaces = 2'000;

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

bool State::isCut(Path Where) const {
  return P->Paths[Where].Depth >= MaxDepth;
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
    bool Leads = Paths[Up].Step == StepKind::Deref;
    Up = Paths[Up].Parent;
    const Value *Whole = Places.find(Up);
    if (!Whole)
      continue;
    // Behind an ambiguous pointer it is decided with the pointer.
    if (Leads && Whole->Pointees.size() + Whole->Origins.size() > 1)
      break;
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
    break;
  case ir::Operand::Constant:
    if (const std::string &Text = P->text(O.Name);
        Text.find('{') != std::string::npos)
      Result.Number = O.Name;
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

std::vector<std::pair<Path, Value>> State::underEach(Path Where) const {
  if (!hasUnknownIndex(*P, Where))
    return under(Where);
  std::vector<std::pair<Path, Value>> Result;
  for (const auto &Entry : Places.all())
    if (mayLieIn(*P, Entry.first, Where))
      Result.push_back(Entry);
  return Result;
}

std::vector<std::pair<Path, Value>> State::commonParts(Path Element) const {
  const PathTable &Paths = P->Paths;
  std::vector<std::pair<Path, Value>> Result;
  if (!Paths[Element].Indexed)
    return Result;
  std::map<Path, std::optional<Value>> Found; // none if they differ
  for (const auto &[Place, V] : Places.all()) {
    Path Other = Place;
    while (Paths[Other].Depth > Paths[Element].Depth)
      Other = Paths[Other].Parent;
    if (Place == Other || Other == Element || !maySame(*P, Other, Element))
      continue;
    Path Part = P->Paths.rebase(Place, Other, Element);
    if (Places.find(Part))
      continue;
    auto [It, New] = Found.try_emplace(Part, V);
    if (!New && It->second && !(*It->second == V))
      It->second.reset();
  }
  auto IsElement = [&](Path Object) { return Paths[Object].Indexed; };
  for (auto &[Part, V] : Found)
    if (V && std::none_of(V->Pointees.begin(), V->Pointees.end(), IsElement))
      Result.emplace_back(Part, std::move(*V));
  return Result;
}

Value *State::findPlace(Path Where) { return Places.find(Where); }

void State::forget(Path Where) { Places.erase(P->Paths, Where); }

void State::replace(Path Where, const Value &V, bool KeepsParts) {
  std::vector<Path> Targets = resolve(Where);
  bool Strong = Targets.size() == 1 && !hasUnknownIndex(*P, Targets[0]);
  for (Path Target : Targets) {
    unname(Target);
    if (Strong) {
      if (!KeepsParts)
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
      if (!Places.find(Source))
        for (auto &Part : commonParts(Source))
          Parts.push_back(std::move(Part));
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

bool State::copyParts(const std::vector<std::pair<Path, Value>> &Parts,
                      Path Source, Path Target) {
  PathTable &Paths = P->Paths;
  for (const auto &[Part, PartValue] : Parts) {
    // Objects that hold each other would be copied into each other for ever.
    if (Part == Source || leadsOn(Paths, Source, Part) ||
        Paths[Part].Depth - Paths[Source].Depth + Paths[Target].Depth >
            MaxDepth)
      continue;
    if (Places.all().size() >= MaxPlaces)
      return false;
    Places.join(Paths, Paths.rebase(Part, Source, Target), PartValue);
  }
  return true;
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

namespace {
/// The objects that a way speaks of, which are there on it.
class Objects {
public:
  Objects(const PathTable &Paths, const Stored &Places)
      : Paths(Paths), Places(Places) {}

  /// What \p Where holds is that of a new object which this way has not made.
  bool lack(Path Where, const Value &V) {
    Path Top = Paths[Where].Top;
    if (Paths[Top].RootKind != ir::Root::Alloc || V.Guard || !V.Threads.empty())
      return false;
    if (!Looked)
      for (const auto &[Place, Held] : Places.all()) {
        All.insert(Paths[Place].Top);
        for (Path Pointee : Held.Pointees)
          All.insert(Paths[Pointee].Top);
      }
    Looked = true;
    return !All.contains(Top);
  }

private:
  const PathTable &Paths;
  const Stored &Places;
  std::unordered_set<Path> All;
  bool Looked = false;
};
} // namespace

bool State::join(const State &Other) {
  State Before = *this;
  PathSet Waited = waitedOnce(Other);
  Waited.unite(Other.waitedOnce(*this));
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
  Joined.unite(Waited);
  Found.intersect(Other.Found);
  Turned.unite(Other.Turned);
  Absent.intersect(Other.Absent);
  std::erase_if(Either, [&](const Condition &C) {
    return std::find(Other.Either.begin(), Other.Either.end(), C) ==
           Other.Either.end();
  });
  std::erase_if(Same, [&](const auto &Pair) {
    return std::find(Other.Same.begin(), Other.Same.end(), Pair) ==
           Other.Same.end();
  });
  Awaited.intersect(Other.Awaited);
  Signalled.intersect(Other.Signalled);
  Taken.intersect(Other.Taken);
  Put.unite(Other.Put);
  Raised.unite(Other.Raised);
  Phase.unite(Other.Phase);
  Asked.unite(Other.Asked);
  for (auto It = Searches.begin(); It != Searches.end();) {
    auto Theirs = Other.Searches.find(It->first);
    bool Both =
        Theirs != Other.Searches.end() && It->second.join(Theirs->second);
    It = Both ? std::next(It) : Searches.erase(It);
  }
  for (const auto &[Id, Thread] : Other.Live) {
    auto [It, New] = Live.try_emplace(Id, Thread);
    if (New)
      continue;
    // What one way only says to be over is not, if it runs on the other.
    SmallSet<TokenId> Mine = It->second.Ends;
    It->second.join(Thread);
    It->second.Ends.eraseIf([&](TokenId Ended) {
      return (!Mine.contains(Ended) && Before.Live.contains(Ended)) ||
             (!Thread.Ends.contains(Ended) && Other.Live.contains(Ended));
    });
  }
  // A place that only one way knows holds on the other what it held before.
  // What an element of a container has captured is nowhere if that is not
  // there, and what is in a new object if that was not made.
  auto IsCapture = [&](Path Place, const Stored &Mine, const Stored &Theirs) {
    const PathTable::Node &N = P->Paths[Place];
    if (!N.Indexed || N.Step != StepKind::Field)
      return false;
    const Value *Closure = Mine.find(N.Parent);
    return Closure && !Closure->Functions.empty() && !Theirs.contains(N.Parent);
  };
  Objects Theirs(P->Paths, Other.Places), Mine(P->Paths, Before.Places);
  Places.change([&](Path Place, Value &V) {
    if (!Other.Places.contains(Place) && !Theirs.lack(Place, V) &&
        !IsCapture(Place, Before.Places, Other.Places))
      V.join(Other.load(Place));
  });
  for (const auto &[Place, V] : Other.Places.all()) {
    if (!Places.contains(Place) && !Mine.lack(Place, V) &&
        !IsCapture(Place, Other.Places, Before.Places))
      Places.set(P->Paths, Place, Before.load(Place));
    Places.join(P->Paths, Place, V);
  }
  return !(*this == Before);
}

void State::unify(Path A, Path B) {
  if (A == B || hasUnknownIndex(*P, A) || hasUnknownIndex(*P, B))
    return;
  Same.emplace_back(A, B);
  lockAlike(LockSet());
}

void State::lockAlike(const LockSet &Before) {
  auto Changed = [&](Path Lock) {
    const HeldLock *Then = Before.find(Lock), *Now = Locks.find(Lock);
    return Now && (!Then || !(*Then == *Now));
  };
  for (const auto &[A, B] : Same)
    for (auto [From, To] : {std::pair(A, B), std::pair(B, A)})
      for (const HeldLock &H : LockSet(Locks))
        if (P->Paths.hasPrefix(H.Lock, From) && Changed(H.Lock))
          if (Path Lock = P->Paths.rebase(H.Lock, From, To); !Changed(Lock))
            Locks.copy(H.Lock, Lock);
}

size_t State::weight() const {
  size_t Result = Places.all().size();
  for (const auto &[Id, Thread] : Live)
    Result += Thread.Accesses->all().size() + Thread.Pendings.all().size();
  return Result;
}

} // namespace maprace::analysis
