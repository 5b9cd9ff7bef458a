// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The abstract state: paths that get other names, as pointers and loop
// variables change.

#include "checker/analysis/Guarded.h"
#include "checker/analysis/State.h"

namespace maprace::analysis {

using ir::PathTable;
using ir::StepKind;

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

} // namespace maprace::analysis
