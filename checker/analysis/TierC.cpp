// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Evidence without a thread in sight: what contradicts the belief in a guard.

#include "checker/analysis/Beliefs.h"
#include "checker/analysis/Decisions.h"
#include "checker/analysis/Evidence.h"

#include <algorithm>
#include <set>

namespace maprace::analysis {

using finding::Finding;
using finding::Tier;
using Verdict = finding::GuardJudged::Answer;

/// So many functions must hold the guard that who reads nothing but the number
/// of elements without it is told.
static constexpr unsigned HoldersBeyondCounting = 3;

namespace {
class Contradictions {
public:
  Contradictions(const ir::Program &P, BeliefLimits Limits, Decisions *Watch,
                 std::vector<Finding> &Out)
      : P(P), Limits(Limits), Watch(Watch), Say(P), Out(Out) {}

  /// \p Told: if it is the odd one out, that is to be told; it counts anyway.
  void see(const RootEffects &R, const Access &A, bool Main, bool Told) {
    Sighting S = sighting(P, A, Main);
    S.Told = Told;
    S.Root = &R;
    S.GivenAway = R.GivenAway;
    Maps[mapNameOf(P, A)].push_back(std::move(S));
  }

  void judge() {
    for (const auto &[Map, All] : Maps) {
      sharedWrites(All);
      std::string Declared = declaredGuard(P, Map.first);
      if (!Declared.empty()) {
        disobedience(All, Belief{Declared});
        continue;
      }
      Beliefs Held(P, All);
      for (const Sighting &S : All) {
        Belief B = Held.strongest(S);
        // The lock of an owner is held by its own functions only.
        if (S.guardedBy(B.Guard))
          if (Belief Wider = Held.wider(S, B); isStrong(Wider))
            B = Wider;
        Verdict Why = B.Guard.empty() ? Verdict::NoGuard
                      : isStrong(B) || (isHeard(B) && rivals(S, B))
                          ? judge(S, All, B)
                          : Verdict::TooWeak;
        if (Watch)
          Watch->guarded(*S.At, {Why, guardName(All, B), B.Guarded, B.Places});
      }
      idleGuards(All);
      tooEarly(All, Held);
      tooLate(All, Held);
    }
  }

private:
  /// Who takes a reader's lock around a write believes in readers.
  void sharedWrites(const std::vector<Sighting> &All) {
    for (const Sighting &S : All)
      if (S.Told && S.At->writes() && S.Exclusive.empty() && !S.Shared.empty())
        Out.push_back(
            Say.pair({*S.At, nullptr}, {*S.At, nullptr}, true, true, Tier::C));
  }

  /// Two functions and two thirds of all; or fewer, if the lock lies beside the
  /// map, the map is written under it (RacerD's rule) and one function alone
  /// holds no lock: what two do may be how it is meant to be, such as filling
  /// it before and reading it after the threads.
  bool isStrong(const Belief &B) const {
    if (B.Guard.empty() || B.Places < Limits.MinAccesses ||
        B.percent() < Limits.MinPercent)
      return false;
    return (B.Holders >= 2 && B.Holders * 3 >= B.Functions * 2) ||
           (B.Beside && B.WrittenUnder && B.Bare <= 1);
  }

  /// What three of four do without, nobody means to be the guard: the map was
  /// touched while the lock was held for something else.
  static bool isHeard(const Belief &B) { return B.Guarded * 4 >= B.Places; }

  /// Each of two locks is believed in by one who does not hold the other.
  static bool rivals(const Sighting &S, const Belief &B) {
    auto Rivals = [&](const auto &Lock) {
      return analysis::rivals(Lock.first, B.Guard);
    };
    return B.Beside &&
           (std::any_of(S.Exclusive.begin(), S.Exclusive.end(), Rivals) ||
            std::any_of(S.Shared.begin(), S.Shared.end(), Rivals));
  }

  /// Who makes a guard for an access believes in others, even if the guard does
  /// not hold its lock.
  void idleGuards(const std::vector<Sighting> &All) {
    for (const Sighting &S : All) {
      if (!S.Missed || !S.Told || S.Main || !S.Exclusive.empty() ||
          !S.Shared.empty())
        continue;
      const Sighting *Writer = nullptr;
      for (const Sighting &O : All)
        if (O.At->writes() && (!Writer || O.At == S.At))
          Writer = &O;
      if (!Writer)
        continue;
      Finding F = Say.pair({*S.At, nullptr}, {*Writer->At, nullptr}, false,
                           false, Tier::C);
      F.What = finding::Rule::InconsistentGuard;
      if (F.Primary.Where != Say.place(S.At->Where))
        std::swap(F.Primary, F.Other);
      bool Own = P.Paths[P.Paths[S.Missed].Top].RootKind == ir::Root::Opaque;
      F.Guard = Own ? std::string() : Say.lockName(S.Missed, S.At->Target);
      F.GuardIdle = true;
      Out.push_back(std::move(F));
    }
  }

  /// Who touches a map under a lock, lets that go and goes on to write the map
  /// without any has let it go too early, or forgot to take it again. Not if
  /// threads ended in between.
  void tooEarly(const std::vector<Sighting> &All, const Beliefs &Held) {
    for (const Sighting &S : All) {
      if (!S.At->writes() || !S.Told || S.Main || !S.Exclusive.empty() ||
          !S.Shared.empty() || !S.Making.empty())
        continue;
      for (const Sighting &O : All) {
        bool Before = O.Root == S.Root && O.At->Joined == S.At->Joined;
        auto Guard =
            std::find_if(S.LetGo.begin(), S.LetGo.end(), [&](const auto &Lock) {
              return O.guardedBy(Lock.first);
            });
        if (!Before || Guard == S.LetGo.end())
          continue;
        Belief B = Held.in(Guard->first);
        B.Guard = Guard->first;
        if (isHeard(B))
          tell(S, O, B);
        break;
      }
    }
  }

  /// One function alone takes a lock that lies beside the map, for every write
  /// there is: so it meets itself, and must not look before it takes the lock.
  void tooLate(const std::vector<Sighting> &All, const Beliefs &Held) {
    for (const Sighting &S : All) {
      if (!S.At->reads() || S.At->Counts || !S.Told || S.Main || S.GivenAway ||
          !S.Exclusive.empty() || !S.Shared.empty() || !S.Making.empty() ||
          !S.Made.empty())
        continue;
      for (const Sighting &O : All) {
        if (O.Root != S.Root || !O.At->writes() || O.Exclusive.size() != 1 ||
            O.At->Function != S.At->Function || O.At->Joined != S.At->Joined)
          continue;
        const std::string &Guard = O.Exclusive.begin()->first;
        Belief B = Held.in(Guard);
        bool Alone =
            std::all_of(All.begin(), All.end(), [&](const Sighting &Each) {
              return Each.Root == S.Root
                         ? !Each.At->writes() || Each.Exclusive.contains(Guard)
                         : !Each.At->writes() && !Each.guardedBy(Guard);
            });
        if (!Alone || !B.Beside || isStrong(B) || S.LetGo.contains(Guard))
          continue;
        tell(S, O, B);
        break;
      }
    }
  }

  /// Accesses without the lock that the declaration names, if anyone writes
  /// and others than `main`, which is one thread, touch the map.
  void disobedience(const std::vector<Sighting> &All, const Belief &Declared) {
    auto Writes = [](const Sighting &S) { return S.At->writes(); };
    auto OfMain = [](const Sighting &S) { return S.Main; };
    if (std::none_of(All.begin(), All.end(), Writes) ||
        std::all_of(All.begin(), All.end(), OfMain))
      return;
    for (const Sighting &S : All) {
      if (!S.Told || S.guardedBy(Declared.Guard) ||
          S.Shared.contains(Declared.Guard) || afterInitialisation(*S.At))
        continue;
      Finding F =
          Say.pair({*S.At, nullptr}, {*S.At, nullptr}, false, false, Tier::C);
      F.What = finding::Rule::InconsistentGuard;
      F.Other = {};
      F.Self = false;
      Symbol Map = P.Paths[mapOf(P.Paths, *S.At)].Name;
      F.Guard = Say.fieldName(asDeclared(P.Fields.at(P.text(Map)).Guard));
      F.GuardDeclared = true;
      Out.push_back(std::move(F));
    }
  }

  /// The member or variable that a declaration names as a guard may hold the
  /// lock in a part of itself.
  Path asDeclared(Path Guard) const {
    Path Top = P.Paths[Guard].Top;
    Path Named = P.Paths[Top].RootKind == ir::Root::Global ? Top : 0;
    for (Path Step : P.Paths.chain(Guard))
      if (P.Paths[Step].Step != ir::StepKind::Field)
        Named = 0;
      else if (!Named)
        Named = Step;
    return Named ? Named : Guard;
  }

  static bool afterInitialisation(const Access &A) {
    return std::any_of(A.Locks.begin(), A.Locks.end(), [](const HeldLock &H) {
      return H.Once && !H.Known && H.Exclusive > 0;
    });
  }

  Verdict judge(const Sighting &Odd, const std::vector<Sighting> &All,
                const Belief &B) {
    // A write under a reader's lock has been told of.
    bool Told =
        Odd.At->writes() && Odd.Exclusive.empty() && !Odd.Shared.empty();
    if (Odd.guardedBy(B.Guard))
      return Verdict::Held;
    if (!Odd.Told)
      return Verdict::Constructing;
    if (Told)
      return Verdict::Contradicts;
    if (afterInitialisation(*Odd.At))
      return Verdict::Initialised;
    // How many there are is often asked for a statistic.
    if (Odd.At->Counts && Odd.Exclusive.empty() && Odd.Shared.empty() &&
        B.Holders < HoldersBeyondCounting)
      return Verdict::Counts;
    const Sighting *Example = nullptr;
    for (const Sighting &S : All) {
      bool Conflict = Odd.At->writes() || S.At->writes();
      // One thread, and no other in sight, meets nobody.
      bool Alone = Odd.Main && S.Main;
      if (!S.guardedBy(B.Guard) || !Conflict || Alone || Odd.excludes(S))
        continue;
      if (!Example || (S.At->writes() && !Example->At->writes()))
        Example = &S;
    }
    if (!Example)
      return Verdict::Alone;
    tell(Odd, *Example, B);
    return Verdict::Contradicts;
  }

  /// The guard as those name it who hold it.
  std::string guardName(const std::vector<Sighting> &All,
                        const Belief &B) const {
    for (const Sighting &S : All)
      for (const auto *Held : {&S.Exclusive, &S.Shared})
        if (auto It = Held->find(B.Guard); It != Held->end())
          return Say.lockName(It->second, S.At->Target);
    return {};
  }

  void tell(const Sighting &Odd, const Sighting &Example, const Belief &B) {
    Finding F = Say.pair({*Odd.At, nullptr}, {*Example.At, nullptr}, false,
                         false, Tier::C);
    F.What = finding::Rule::InconsistentGuard;
    const auto &Where = Example.Exclusive.contains(B.Guard) ? Example.Exclusive
                                                            : Example.Shared;
    F.Guard = Say.lockName(Where.at(B.Guard), Example.At->Target);
    F.Guarded = B.Guarded;
    F.Total = B.Places;
    F.Strength = B.percent();
    // The odd one out is what the user should look at.
    if (F.Primary.Where != Say.place(Odd.At->Where))
      std::swap(F.Primary, F.Other);
    Out.push_back(std::move(F));
  }

  const ir::Program &P;
  BeliefLimits Limits;
  Decisions *Watch;
  Describe Say;
  std::vector<Finding> &Out;
  /// The order of names does not show: findings are sorted.
  std::map<MapName, std::vector<Sighting>> Maps;
};
} // namespace

bool ofWhatIsCopied(const ir::Program &P, const RootEffects &R,
                    const Access &A) {
  Path Top = P.Paths[A.Target].Top;
  return R.Code->Kind == ir::Role::Copy &&
         P.Paths[Top].RootKind == ir::Root::Param && P.Paths[Top].Name == 1;
}

void addTierC(const ir::Program &P, const std::vector<RootEffects> &Roots,
              const std::set<Symbol> &Touched, BeliefLimits Limits,
              Decisions *Watch, std::vector<Finding> &Out) {
  Contradictions All(P, Limits, Watch, Out);
  for (const RootEffects &R : Roots)
    for (const Access &A : R.Effects.Accesses.all()) {
      Symbol Map = P.Paths[mapOf(P.Paths, A)].Name;
      bool Main = R.Code->Reachable == ir::Reach::Entry;
      // Where the whole program is in sight, the fork rule has decided.
      bool Decided = Main && Touched.contains(Map);
      if (!A.writes() && !A.reads())
        continue;
      if (A.Initialising || Decided) {
        if (Watch)
          Watch->guarded(
              A,
              {Decided ? Verdict::Decided : Verdict::Constructing, {}, 0, 0});
        continue;
      }
      All.see(R, A, Main, !ofWhatIsCopied(P, R, A));
    }
  All.judge();
}

} // namespace maprace::analysis
