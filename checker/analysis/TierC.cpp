// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Evidence without a thread in sight: guard beliefs. Which lock do most
// functions hold when they touch a map (Engler et al., SOSP 2001)? Those that
// do not contradict them.

#include "checker/analysis/Evidence.h"
#include "checker/analysis/Guarded.h"

#include <algorithm>

namespace maprace::analysis {

using finding::Finding;
using finding::Tier;

namespace {
/// A lock's name relative to the map it is held for: the same text for the
/// mutex beside the map, whatever object both are in.
std::string relativeName(const ir::Program &P, Path Lock, Path Target) {
  const ir::PathTable &Paths = P.Paths;
  if (Paths[Paths[Lock].Top].RootKind == ir::Root::Global)
    return "@" + std::to_string(Lock);
  unsigned Up = 0;
  Path Common = Target;
  while (!Paths.hasPrefix(Lock, Common)) {
    if (Paths.isRoot(Common))
      return {};
    Common = Paths[Common].Parent;
    ++Up;
  }
  std::string Name = "^" + std::to_string(Up);
  for (Path Step : Paths.chain(Lock))
    if (Paths[Step].Depth > Paths[Common].Depth)
      Name +=
          "/" + std::to_string(int(Paths[Step].Step)) + ":" +
          (Paths[Step].Step == ir::StepKind::Index ? std::string()
                                                   : P.text(Paths[Step].Name));
  return Name;
}

/// One access in one root's context.
struct Sighting {
  const Access *At;
  std::map<std::string, Path> Exclusive, Shared; ///< by relative name

  bool guardedBy(const std::string &Lock) const {
    return Exclusive.contains(Lock) || (At->reads() && Shared.contains(Lock));
  }
};

class Beliefs {
public:
  Beliefs(const ir::Program &P, std::vector<Finding> &Out)
      : P(P), Say(P), Out(Out) {}

  void see(const Access &A) {
    Sighting S{&A, {}, {}};
    for (const HeldLock &H : A.Locks) {
      if (!H.held() || H.Once)
        continue;
      std::string Name = relativeName(P, H.Lock, namedPart(P.Paths, A.Target));
      if (!Name.empty())
        (H.Exclusive > 0 ? S.Exclusive : S.Shared).emplace(Name, H.Lock);
    }
    Path Named = mapOf(P.Paths, A);
    // An element that is a map itself is another map than the one it is in.
    auto Inner =
        P.Paths[A.Target].Depth - P.Paths[namedPart(P.Paths, A.Target)].Depth;
    Maps[{P.Paths[Named].Name, Inner}].push_back(std::move(S));
  }

  void judge() {
    for (const auto &[Map, All] : Maps) {
      sharedWrites(All);
      contradictions(All);
    }
  }

private:
  /// Who takes a reader's lock around a write believes in readers.
  void sharedWrites(const std::vector<Sighting> &All) {
    for (const Sighting &S : All)
      if (S.At->writes() && S.Exclusive.empty() && !S.Shared.empty())
        Out.push_back(
            Say.pair({*S.At, nullptr}, {*S.At, nullptr}, true, true, Tier::C));
  }

  void contradictions(const std::vector<Sighting> &All) {
    std::map<std::string, std::set<Symbol>> Holders;
    std::set<Symbol> Functions;
    for (const Sighting &S : All) {
      Functions.insert(S.At->Function);
      for (const auto &[Name, Lock] : S.Exclusive)
        Holders[Name].insert(S.At->Function);
      for (const auto &[Name, Lock] : S.Shared)
        Holders[Name].insert(S.At->Function);
    }
    std::string Guard;
    size_t Best = 0;
    for (const auto &[Name, Who] : Holders)
      if (Who.size() > Best) {
        Best = Who.size();
        Guard = Name;
      }
    // At least two functions and two thirds of them.
    if (Best < 2 || Best * 3 < Functions.size() * 2)
      return;
    unsigned Guarded = 0;
    for (const Sighting &S : All)
      Guarded += S.guardedBy(Guard);
    for (const Sighting &S : All)
      if (!S.guardedBy(Guard) && S.Shared.empty())
        contradiction(S, All, Guard, Guarded);
  }

  void contradiction(const Sighting &Odd, const std::vector<Sighting> &All,
                     const std::string &Guard, unsigned Guarded) {
    for (const Sighting &S : All) {
      bool Conflict = Odd.At->writes() || S.At->writes();
      if (!S.guardedBy(Guard) || !Conflict)
        continue;
      Finding F =
          Say.pair({*Odd.At, nullptr}, {*S.At, nullptr}, false, false, Tier::C);
      const auto &Where = S.Exclusive.contains(Guard) ? S.Exclusive : S.Shared;
      F.Guard = Say.lockName(Where.at(Guard), S.At->Target);
      F.Guarded = Guarded;
      F.Total = All.size();
      // The odd one out is what the user should look at.
      if (F.Primary.Where != Say.place(Odd.At->Where))
        std::swap(F.Primary, F.Other);
      Out.push_back(std::move(F));
      return;
    }
  }

  const ir::Program &P;
  Describe Say;
  std::vector<Finding> &Out;
  /// By name and by how deep in its elements the map lies. The order of names
  /// does not show: findings are sorted.
  std::map<std::pair<Symbol, uint32_t>, std::vector<Sighting>> Maps;
};
} // namespace

void addTierC(const ir::Program &P, const std::vector<RootEffects> &Roots,
              const std::set<Symbol> &Touched, std::vector<Finding> &Out) {
  Beliefs All(P, Out);
  for (const RootEffects &R : Roots)
    for (const Access &A : R.Effects.Accesses.all()) {
      Symbol Map = P.Paths[mapOf(P.Paths, A)].Name;
      // Where the whole program is in sight, the fork rule has decided.
      bool Decided =
          R.Code->Reachable == ir::Reach::Entry && Touched.contains(Map);
      bool Structural = A.writes() || A.reads();
      if (A.Initialising || Decided || !Structural)
        continue;
      All.see(A);
    }
  All.judge();
}

} // namespace maprace::analysis
