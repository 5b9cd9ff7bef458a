// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The abstract state: which places and locks a path with ambiguous pointers
// may denote.

#include "checker/analysis/Guarded.h"
#include "checker/analysis/State.h"

namespace maprace::analysis {

using ir::PathTable;
using ir::StepKind;

/// Pointers of one path that are decided. Where pointers lead to each other, as
/// in a tree with links to parents, each decision leads to the next.
static constexpr unsigned MaxDecisions = 32;

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

/// True if a member of an object leads to \p Lock.
static bool isHeldByMember(const PathTable &Paths, Path Lock) {
  const PathTable::Node &N = Paths[Lock];
  return N.Parent && N.Step == StepKind::Deref && !Paths.isRoot(N.Parent) &&
         Paths[N.Parent].Step == StepKind::Field;
}

std::vector<std::pair<Path, LockSet>>
State::variants(Path Where, const LockSet &Held, bool KeepsOpen) const {
  std::vector<std::pair<Path, LockSet>> Open{{Where, Held}}, Done;
  unsigned Decisions = 0;
  while (!Open.empty() && Done.size() < MaxAliases) {
    auto [Place, Locks] = std::move(Open.back());
    Open.pop_back();
    std::vector<Path> Targets;
    Path Fork = ambiguity(Place, Targets);
    if (!Fork) {
      if (KeepsOpen) {
        Done.emplace_back(Place, std::move(Locks));
        continue;
      }
      LockSet Clear, Rest;
      split(Locks, Clear, &Rest);
      // One of several is held: each makes a case of its own. Of new objects
      // nobody knows which.
      for (const HeldLock &H : Rest)
        if (H.held() && !Fork)
          Fork = ambiguity(H.Lock, Targets);
      bool New = std::any_of(Targets.begin(), Targets.end(), [&](Path Each) {
        return P->Paths[P->Paths[Each].Top].RootKind == ir::Root::Alloc;
      });
      if (!Fork || New ||
          Done.size() + Open.size() + Targets.size() > MaxAliases) {
        // Whatever a member leads to: who locks it by the same member locks
        // the same.
        for (HeldLock H : Rest)
          if (H.held() && isHeldByMember(P->Paths, H.Lock)) {
            H.Lock = P->Paths[H.Lock].Parent;
            Clear.apply(H);
          }
        Done.emplace_back(Place, std::move(Clear));
        continue;
      }
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
      if (Next == Place && prefixOfEach(*P, Place, Fork))
        Done.emplace_back(Place, std::move(Decided));
      else
        Open.emplace_back(Next, std::move(Decided));
    }
  }
  return Done;
}

LockSet State::normalised(const LockSet &Any) const {
  LockSet Result;
  for (HeldLock H : Any) {
    H.Lock = normalise(H.Lock);
    Result.apply(H);
  }
  return Result;
}

/// True if all are incarnations of one object.
static bool ofOneSite(const ir::Program &P,
                      const std::vector<std::pair<Path, LockSet>> &All) {
  auto Site = [&](Path Where) {
    Path Top = P.Paths[Where].Top;
    return P.Paths[Top].RootKind == ir::Root::Alloc ? siteOf(P, Top)
                                                    : std::string();
  };
  std::string First = Site(All[0].first);
  return !First.empty() &&
         std::all_of(All.begin(), All.end(), [&](const auto &Each) {
           return Site(Each.first) == First;
         });
}

/// True for what is in an object that an element of a container leads to:
/// different elements are taken to lead to different objects.
static bool isBehindElement(const ir::Program &P, Path Where) {
  const PathTable &Paths = P.Paths;
  while (!Paths.isRoot(Where) && Paths[Where].Step == StepKind::Field)
    Where = Paths[Where].Parent;
  if (Paths.isRoot(Where) || Paths[Where].Step != StepKind::Deref)
    return false;
  Path Pointer = Paths[Where].Parent;
  return !Paths.isRoot(Pointer) && Paths[Pointer].Step == StepKind::Index;
}

std::vector<Access> State::decided(const Access &Any) const {
  std::vector<std::pair<Path, LockSet>> All = variants(Any.Target, Any.Locks);
  std::vector<Access> Result(All.size(), Any);
  bool ByWay =
      All.size() > 1 && (isBehindElement(*P, Any.Target) || ofOneSite(*P, All));
  for (size_t I = 0; I != All.size(); ++I) {
    if (ByWay)
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

} // namespace maprace::analysis
