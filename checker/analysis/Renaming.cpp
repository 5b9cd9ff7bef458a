// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The abstract state: paths that get other names, as pointers and loop
// variables change.

#include "checker/analysis/Guarded.h"
#include "checker/analysis/State.h"

#include <unordered_map>

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

namespace {
template <typename... Functions> struct Overloaded : Functions... {
  using Functions::operator()...;
};

/// New names for the paths that \p Concerned tells of; of what lists mention it
/// tells whether they have such paths. Most events rename little or nothing, so
/// what keeps its names is neither copied nor, where lists are long, looked at.
template <typename Concerned, typename Function> class Renamer {
public:
  Renamer(Concerned IsConcerned, Function Map)
      : IsConcerned(IsConcerned), Map(Map) {}

  Path operator()(Path Where) {
    if (!Where || !IsConcerned(Where))
      return Where;
    auto [It, New] = Known.try_emplace(Where, 0);
    if (New)
      It->second = Map(Where);
    return It->second;
  }

  bool moves(Path Where) { return (*this)(Where) != Where; }
  bool moves(const PathSet &Set) {
    return std::any_of(Set.begin(), Set.end(),
                       [&](Path P) { return moves(P); });
  }
  bool moves(const LockSet &Locks) {
    return std::any_of(Locks.begin(), Locks.end(),
                       [&](const HeldLock &H) { return moves(H.Lock); });
  }
  bool moves(const Access &A) {
    bool Any = false;
    eachPlaceOf(A, [&](const auto &Each) { Any = Any || moves(Each); });
    return Any;
  }
  bool moves(const Pending &Open) {
    bool Any = false;
    eachPlaceOfCall(Open, [&](const auto &Each) { Any = Any || moves(Each); });
    return Any;
  }

  void apply(Path &Where) { Where = (*this)(Where); }
  void apply(PathSet &Set) {
    if (!moves(Set))
      return;
    PathSet Result;
    for (Path Item : Set)
      Result.insert((*this)(Item));
    Set = std::move(Result);
  }
  void apply(LockSet &Locks) {
    if (!moves(Locks))
      return;
    LockSet Result;
    for (HeldLock H : Locks) {
      apply(H.Lock);
      Result.apply(H);
    }
    Locks = std::move(Result);
  }
  void apply(Condition &C) {
    if (C.Where)
      apply(C.Where);
    for (Condition &Part : C.Parts)
      apply(Part);
  }
  void apply(Value &V) {
    apply(V.Pointees);
    apply(V.Origins);
    if (V.Guard)
      for (auto &Lock : V.Guard->Locks)
        apply(Lock.first);
    if (V.Cond)
      apply(*V.Cond);
  }
  void apply(Access &A) {
    eachPlaceOf(A, [&](auto &Each) { apply(Each); });
  }
  void apply(Pending &Open) {
    eachPlaceOfCall(Open, [&](auto &Each) { apply(Each); });
  }
  void apply(Stored &Places, const PathTable &Paths) {
    const Stored::Map &All = Places.all();
    if (std::none_of(All.begin(), All.end(),
                     [&](const auto &Entry) { return moves(Entry.first); }))
      return Places.change([&](Path, Value &V) { apply(V); });
    Stored Renamed;
    for (auto [Place, V] : All) {
      apply(V);
      Renamed.join(Paths, (*this)(Place), V);
    }
    Places = std::move(Renamed);
  }
  void apply(LiveThread &Thread, const PathTable &Paths) {
    const std::vector<Access> &All = Thread.Accesses->all();
    if (IsConcerned(Thread.Accesses->mentions(Paths)) &&
        std::any_of(All.begin(), All.end(),
                    [&](const Access &A) { return moves(A); })) {
      auto List = std::make_shared<AccessList>();
      for (Access A : All) {
        apply(A);
        List->add(std::move(A));
      }
      Thread.Accesses = std::move(List);
    }
    apply(Thread.Signals);
    apply(Thread.Joins);
    apply(Thread.After);
    const std::vector<Pending> &Open = Thread.Pendings.all();
    if (IsConcerned(Thread.Pendings.mentions(Paths)) &&
        std::any_of(Open.begin(), Open.end(),
                    [&](const Pending &Each) { return moves(Each); }))
      Thread.Pendings.change([&](Pending &Each) { apply(Each); });
  }

private:
  Concerned IsConcerned;
  Function Map;
  std::unordered_map<Path, Path> Known;
};
} // namespace

template <typename RenamerOf> void State::rename(RenamerOf To) {
  To.apply(Places, P->Paths);
  To.apply(Locks);
  To.apply(Joined);
  To.apply(Awaited);
  To.apply(Signalled);
  To.apply(Raised);
  To.apply(Phase);
  To.apply(Asked);
  To.apply(Taken);
  To.apply(Put);
  for (auto &[Answer, S] : Searches) {
    To.apply(S.Map);
    To.apply(S.Through);
    To.apply(S.Dropped);
  }
  To.apply(Absent);
  To.apply(Found);
  To.apply(Turned);
  for (auto &[A, B] : Same) {
    To.apply(A);
    To.apply(B);
  }
  for (Condition &C : Either)
    To.apply(C);
  for (auto &[Id, Thread] : Live)
    To.apply(Thread, P->Paths);
}

void State::moveRoot(Path Root, Path To) {
  PathTable &Paths = P->Paths;
  rename(Renamer(
      Overloaded{[&](Path Where) { return Paths[Where].Top == Root; },
                 [&](const Mentions &M) { return M.Roots.contains(Root); }},
      [&](Path Where) { return Paths.rebase(Where, Root, To); }));
}

Path State::age(Path Root) {
  PathTable &Paths = P->Paths;
  std::string Name = P->text(Paths[Root].Name);
  if (Name.empty() || Name.back() == OldMark)
    return 0;
  Path Old =
      Paths.root(Paths[Root].RootKind, P->Symbols.intern(Name + OldMark));
  moveRoot(Root, Old);
  return Old;
}

void State::ageIndex(const std::string &Name, bool Distinct) {
  PathTable &Paths = P->Paths;
  std::string Mention = "{" + Name + "}";
  // The same few texts occur in most paths.
  std::unordered_map<Symbol, Symbol> Texts;
  auto MapIndex = [&](Symbol Text) {
    auto [It, New] = Texts.try_emplace(Text, Text);
    if (!New)
      return It->second;
    std::string T = P->text(Text);
    size_t At = T.find(Mention);
    if (At == std::string::npos)
      return Text;
    if (Distinct)
      T.insert(At + Mention.size() - 1, 1, OldMark);
    return It->second = P->Symbols.intern(Distinct ? T : "?");
  };
  auto Changes = [&](Path Where) {
    if (!Paths[Where].Indexed)
      return false;
    for (; !Paths.isRoot(Where); Where = Paths[Where].Parent)
      if (Symbol Text = Paths[Where].Name;
          Paths[Where].Step == StepKind::Index && MapIndex(Text) != Text)
        return true;
    return false;
  };
  std::erase_if(Searches, [&](const auto &S) {
    return P->text(S.second.Key).find(Mention) != std::string::npos;
  });
  if (!Distinct)
    std::erase_if(Same, [&](const auto &Pair) {
      return Changes(Pair.first) || Changes(Pair.second);
    });
  rename(Renamer(
      Overloaded{Changes, [](const Mentions &M) { return M.Indexed; }},
      [&](Path Where) {
        return rebuild(Paths, Where, [](Path R) { return R; }, MapIndex);
      }));
  Places.change([&](Path, Value &V) {
    if (V.Number)
      V.Number = MapIndex(V.Number);
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
  Renamer([&](Path Where) { return Paths[Where].Indexed; }, Map).apply(Locks);
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
  std::erase_if(Same, [&](const auto &Pair) {
    return Paths.hasPrefix(Pair.first, Through) ||
           Paths.hasPrefix(Pair.second, Through);
  });
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
