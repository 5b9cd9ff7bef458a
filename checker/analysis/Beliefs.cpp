// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Counting who holds which lock.

#include "checker/analysis/Beliefs.h"

#include "checker/analysis/Flags.h"
#include "checker/analysis/Guarded.h"

#include <algorithm>
#include <set>

namespace maprace::analysis {

/// Ends the way in a lock's relative name.
static constexpr char OwnerMark = '|';

/// \p Name, and the steps of \p Lock that are deeper than \p Depth.
static std::string stepsBelow(const ir::Program &P, Path Lock, uint32_t Depth,
                              std::string Name) {
  const ir::PathTable &Paths = P.Paths;
  for (Path Step : Paths.chain(Lock))
    if (Paths[Step].Depth > Depth)
      Name +=
          "/" + std::to_string(int(Paths[Step].Step)) + ":" +
          (Paths[Step].Step == ir::StepKind::Index ? std::string()
                                                   : P.text(Paths[Step].Name));
  return Name;
}

static std::string globalName(const ir::Program &P, Path Lock) {
  return "@" + P.text(P.Paths[P.Paths[Lock].Top].Name);
}

/// A lock's name relative to the map it is held for: the same text for the
/// mutex beside the map, whatever object both are in. A global's begins with @.
/// If the lock lies further out, in an object that the map's object is part of,
/// the way from there to the map comes first: another owner's map is another.
static std::string relativeName(const ir::Program &P, Path Lock, Path Target) {
  const ir::PathTable &Paths = P.Paths;
  unsigned Up = 0;
  Path Common = Target;
  while (!Paths.hasPrefix(Lock, Common)) {
    if (Paths.isRoot(Common)) {
      Common = 0;
      break;
    }
    Common = Paths[Common].Parent;
    ++Up;
  }
  Path Top = Paths[Lock].Top;
  if (!Common && Paths[Top].RootKind != ir::Root::Global)
    return {};
  if (!Common)
    return stepsBelow(P, Lock, 0, globalName(P, Lock));
  uint32_t Depth = Paths[Common].Depth;
  std::string Way = Up > 1 ? stepsBelow(P, Target, Depth, {}) : std::string();
  return stepsBelow(P, Lock, Depth, "^" + Way + OwnerMark);
}

/// The way to the map that a lock's relative name begins with.
static std::string_view wayOf(std::string_view Lock) {
  return Lock[0] == '^' ? Lock.substr(1, Lock.find(OwnerMark) - 1)
                        : std::string_view();
}

std::string declaredGuard(const ir::Program &P, Symbol Map) {
  auto It = P.Fields.find(P.text(Map));
  if (It == P.Fields.end() || !It->second.Guard)
    return {};
  Path Guard = It->second.Guard;
  // A member's guard is told in terms of the object `p0*` that both are in.
  return P.Paths[P.Paths[Guard].Top].RootKind == ir::Root::Global
             ? stepsBelow(P, Guard, 0, globalName(P, Guard))
             : stepsBelow(P, Guard, 1, std::string("^") + OwnerMark);
}

/// A lock's name from the object on that it shares with the map.
static std::string fromOwner(const std::string &Lock) {
  return Lock[0] == '^' ? Lock.substr(Lock.find(OwnerMark) + 1) : Lock;
}

/// How such a step begins in a name.
static std::string startOf(ir::StepKind K) {
  return "/" + std::to_string(int(K)) + ":";
}

/// In an object that the map is in, and not behind a pointer beside it, but for
/// the lock itself; or both are global.
static bool liesBeside(const std::string &Lock) {
  std::string Name = fromOwner(Lock), Deref = startOf(ir::StepKind::Deref);
  size_t At = Name.find(Deref);
  return At == std::string::npos || At + Deref.size() == Name.size();
}

static bool isReferred(const std::string &Lock) {
  return fromOwner(Lock).find(startOf(ir::StepKind::Deref)) !=
         std::string::npos;
}

/// One member of different objects, or of one object by different names.
static bool isSameMember(const std::string &A, const std::string &B) {
  auto Last = [](const std::string &Name) {
    size_t At = Name.rfind(startOf(ir::StepKind::Field));
    return At == std::string::npos ? std::string() : Name.substr(At);
  };
  return !Last(A).empty() && Last(A) == Last(B);
}

bool rivals(const std::string &A, const std::string &B) {
  if (A == B || A.empty() || B.empty() || A[0] != B[0])
    return false;
  // A pointer beside a lock may lead to that lock.
  bool Beside = wayOf(A) == wayOf(B) && liesBeside(A) && liesBeside(B) &&
                isReferred(A) == isReferred(B);
  return Beside || isSameMember(A, B);
}

static bool meet(const std::map<std::string, Path> &A,
                 const std::map<std::string, Path> &B) {
  return std::any_of(A.begin(), A.end(),
                     [&](const auto &Lock) { return B.contains(Lock.first); });
}

bool Sighting::concerns(const std::string &Lock) const {
  return Way.ends_with(wayOf(Lock));
}

bool Sighting::holdsMember(const std::string &Lock) const {
  auto Same = [&](const auto &Held) { return isSameMember(Held.first, Lock); };
  return std::any_of(Exclusive.begin(), Exclusive.end(), Same) ||
         std::any_of(Shared.begin(), Shared.end(), Same);
}

bool Sighting::excludes(const Sighting &O) const {
  return meet(Exclusive, O.Exclusive) || meet(Exclusive, O.Shared) ||
         meet(Shared, O.Exclusive) || meet(Making, O.Made) ||
         meet(Made, O.Making);
}

Sighting sighting(const ir::Program &P, const Access &A, bool Main) {
  Path Map = namedPart(P.Paths, A.Target);
  Sighting S{&A, Main, true, stepsBelow(P, Map, 0, {}), {}, {}, {}, {}, 0};
  bool Global = P.Paths[P.Paths[A.Target].Top].RootKind == ir::Root::Global;
  for (const HeldLock &H : A.Locks) {
    if (H.Missed && !H.held()) {
      std::string Name = relativeName(P, H.Lock, Map);
      bool Own = P.Paths[P.Paths[H.Lock].Top].RootKind == ir::Root::Opaque;
      if (Own ||
          (!Name.empty() && liesBeside(Name) && (Name[0] == '^' || Global)))
        S.Missed = H.Lock;
    }
    if (H.Taken && !H.Tried && !H.held())
      if (std::string Name = relativeName(P, H.Lock, Map);
          !Name.empty() && liesBeside(Name) && (Name[0] == '^' || Global))
        S.LetGo.emplace(Name, H.Lock);
    // A map that locks itself has no guard that could be forgotten.
    if (!H.held() || H.Known || H.Lock == A.Target || isCountersLock(P, H.Lock))
      continue;
    std::string Name = relativeName(P, H.Lock, Map);
    if (Name.empty())
      continue;
    auto &Held = H.Once ? (H.Exclusive > 0 ? S.Making : S.Made)
                        : (H.Exclusive > 0 ? S.Exclusive : S.Shared);
    Held.emplace(Name, H.Lock);
  }
  return S;
}

MapName mapNameOf(const ir::Program &P, const Access &A) {
  return {P.Paths[mapOf(P.Paths, A)].Name,
          P.Paths[A.Target].Depth -
              P.Paths[namedPart(P.Paths, A.Target)].Depth};
}

unsigned Belief::percent() const {
  auto Share = [](unsigned Part, unsigned Whole) {
    return Whole ? Part * 100 / Whole : 0;
  };
  return std::max(Share(Guarded, Places), Share(Holders, Functions));
}

static Belief beliefIn(const ir::Program &P, const std::string &Lock,
                       const std::vector<Sighting> &All) {
  Belief B;
  B.Guard = Lock;
  std::set<ir::Loc> Places, Bare;
  std::set<Symbol> Functions, Doubters, Without;
  for (const Sighting &S : All) {
    if (S.GivenAway || !S.concerns(Lock))
      continue;
    Places.insert(S.At->Where);
    Functions.insert(S.At->Function);
    if (S.Exclusive.empty() && S.Shared.empty() && S.Made.empty())
      Without.insert(S.At->Function);
    if (!S.guardedBy(Lock)) {
      Bare.insert(S.At->Where);
      Doubters.insert(S.At->Function);
      continue;
    }
    B.WrittenUnder |= S.At->writes();
    Path Map = namedPart(P.Paths, S.At->Target);
    B.Beside |= Lock[0] == '^' ||
                P.Paths[P.Paths[Map].Top].RootKind == ir::Root::Global;
  }
  B.Places = Places.size();
  B.Guarded = Places.size() - Bare.size();
  B.Functions = Functions.size();
  B.Bare = Without.size();
  B.Holders = Functions.size() - Doubters.size();
  return B;
}

Beliefs::Beliefs(const ir::Program &P, const std::vector<Sighting> &All) {
  std::set<std::string> Names;
  for (const Sighting &S : All)
    for (const auto *Held : {&S.Exclusive, &S.Shared})
      for (const auto &[Name, Lock] : *Held)
        if (!S.GivenAway)
          Names.insert(Name);
  for (const std::string &Name : Names)
    Sorted.push_back(beliefIn(P, Name, All));
  std::sort(Sorted.begin(), Sorted.end(), [](const Belief &A, const Belief &B) {
    auto Rank = [](const Belief &X, const std::string &Name) {
      return std::make_tuple(X.percent(), X.WrittenUnder, X.Guarded, Name);
    };
    return Rank(A, B.Guard) > Rank(B, A.Guard);
  });
}

Belief Beliefs::in(const std::string &Guard) const {
  auto It = std::find_if(Sorted.begin(), Sorted.end(),
                         [&](const Belief &B) { return B.Guard == Guard; });
  return It == Sorted.end() ? Belief() : *It;
}

Belief Beliefs::strongest(const Sighting &S) const {
  auto It = std::find_if(Sorted.begin(), Sorted.end(),
                         [&](const Belief &B) { return S.concerns(B.Guard); });
  return It == Sorted.end() ? Belief() : *It;
}

Belief Beliefs::wider(const Sighting &S, const Belief &Own) const {
  auto It = std::find_if(Sorted.begin(), Sorted.end(), [&](const Belief &B) {
    return B.Beside && B.Places > Own.Places && S.concerns(B.Guard) &&
           !S.guardedBy(B.Guard) && !S.holdsMember(B.Guard);
  });
  return It == Sorted.end() ? Belief() : *It;
}

} // namespace maprace::analysis
