// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The analysis from end to end.

#include "checker/analysis/Analysis.h"
#include "checker/analysis/CallGraph.h"
#include "checker/analysis/Evidence.h"
#include "checker/analysis/Frame.h"
#include "checker/analysis/Silencing.h"
#include "checker/analysis/StartUp.h"
#include "checker/analysis/Users.h"

#include <algorithm>
#include <set>

namespace maprace::analysis {

using finding::Finding;
using finding::Tier;
using ir::Function;

/// A recursive function is summarised again until its callers in the component
/// have seen its effects.
static constexpr unsigned RecursionRounds = 2;

static Summaries summarise(ir::Program &P, const CallGraph &Graph,
                           const Dispatch &Virtual, Decisions *Watch) {
  Summaries All;
  for (const std::vector<const Function *> &Component : Graph.Components) {
    unsigned Rounds = Component.size() > 1 ? RecursionRounds : 1;
    for (unsigned Round = 0; Round != Rounds; ++Round)
      for (const Function *F : Component)
        All[F->Key] = Frame(P, *F, All, Virtual, Graph, false, Watch).run();
  }
  return All;
}

/// Of the findings that tell of one map in one function by one rule, the best
/// told: one that is to be reported, the strongest evidence, a write, the first
/// place.
static void onePerFunction(std::vector<Finding> &Findings) {
  auto Key = [](const Finding &F) {
    return std::tie(F.Map, F.MapDeclared, F.Primary.Function,
                    F.Primary.Where.File, F.What);
  };
  auto Worth = [](const Finding &F) {
    return std::make_tuple(!F.SilencedBy.empty(), F.Evidence,
                           F.Primary.Access != finding::Kind::Write,
                           F.Primary.Where, F.Other.Where);
  };
  std::sort(Findings.begin(), Findings.end(),
            [&](const Finding &A, const Finding &B) {
              if (Key(A) != Key(B))
                return Key(A) < Key(B);
              return Worth(A) < Worth(B);
            });
  Findings.erase(std::unique(Findings.begin(), Findings.end(),
                             [&](const Finding &A, const Finding &B) {
                               return Key(A) == Key(B);
                             }),
                 Findings.end());
}

/// Where two threads are in sight, that story is told and not the weaker one,
/// that the map is guarded elsewhere. A story that is suppressed counts for its
/// own places only.
static void dropWeaker(std::vector<Finding> &Findings) {
  using Function = std::tuple<std::string, finding::Place, std::string>;
  std::set<Function> Told;
  std::set<std::pair<std::string, finding::Place>> Suppressed;
  auto At = [](const Finding &F, const finding::Side &S) {
    return Function(F.Map, F.MapDeclared, S.Function);
  };
  for (const Finding &F : Findings) {
    if (F.What != finding::Rule::UnguardedAccess &&
        F.What != finding::Rule::WriteUnderSharedLock)
      continue;
    if (!F.SilencedBy.empty()) {
      Suppressed.emplace(F.Map, F.Primary.Where);
      Suppressed.emplace(F.Map, F.Other.Where);
    } else {
      Told.insert(At(F, F.Primary));
      Told.insert(At(F, F.Other));
    }
  }
  std::erase_if(Findings, [&](const Finding &F) {
    return F.What == finding::Rule::InconsistentGuard &&
           (Told.contains(At(F, F.Primary)) ||
            Suppressed.contains({F.Map, F.Primary.Where}));
  });
}

static bool hasEntry(const CallGraph &Graph) {
  return std::any_of(
      Graph.Roots.begin(), Graph.Roots.end(),
      [](const Function *F) { return F->Reachable == ir::Reach::Entry; });
}

/// The roots, and, if only a part of the program is in sight, the callables
/// that it gives to the rest.
static std::vector<const Function *>
allRoots(const ir::Program &P, const CallGraph &Graph, const Summaries &All) {
  std::vector<const Function *> Result = Graph.Roots;
  if (hasEntry(Graph))
    return Result;
  SmallSet<Symbol> Given;
  for (const auto &[Key, S] : All)
    Given.unite(S.GivenAway);
  for (const auto &[Key, F] : P.Functions)
    if (Given.contains(F.Key) &&
        std::find(Graph.Roots.begin(), Graph.Roots.end(), &F) ==
            Graph.Roots.end())
      Result.push_back(&F);
  return Result;
}

Result analyse(ir::Program &P, const Options &Opts, Decisions *Watch) {
  callStartUp(P);
  Dispatch Virtual(P);
  CallGraph Graph = callGraph(P, Virtual);
  Summaries All = summarise(P, Graph, Virtual, Watch);
  std::vector<RootEffects> Roots;
  for (const Function *F : allRoots(P, Graph, All))
    Roots.push_back({F, Frame(P, *F, All, Virtual, Graph, true, Watch).run(),
                     Roots.size() >= Graph.Roots.size()});
  Result R;
  if (Watch)
    Watch->ThreadMaps = touchedByThreads(All);
  if (Opts.Tiers.contains(Tier::A))
    addTierA(P, Roots, R.Findings);
  if (Opts.Tiers.contains(Tier::B))
    addTierB(P, Roots, Watch, R.Findings);
  if (Opts.Tiers.contains(Tier::B) && !hasEntry(Graph))
    for (const Function &User : usersOf(P, Roots))
      addTasksOfUsers(
          P, {&User, Frame(P, User, All, Virtual, Graph, true, Watch).run()},
          R.Findings);
  std::set<Symbol> Touched = touchedByThreads(All);
  if (Opts.Tiers.contains(Tier::C)) {
    addTierC(P, Roots, Touched, {Opts.MinAccesses, Opts.MinPercent}, Watch,
             R.Findings);
    addEscapes(P, Roots, Touched, R.Findings);
  }
  if (Opts.Tiers.contains(Tier::D))
    addTierD(P, Roots, All, Touched, R.Findings);
  R.Unused = silence(suppressions(P, Opts), Opts.Root, R.Findings);
  dropWeaker(R.Findings);
  onePerFunction(R.Findings);
  finding::sortAndDedupe(R.Findings);
  R.Suppressed = finding::takeSilenced(R.Findings);
  for (const auto &[Where, Text] : P.Complaints)
    R.Complaints.push_back({P.text(Text), Describe(P).place(Where)});
  std::sort(R.Complaints.begin(), R.Complaints.end(),
            [](const finding::Note &A, const finding::Note &B) {
              return std::tie(A.Where, A.Text) < std::tie(B.Where, B.Text);
            });
  for (const auto &[Key, F] : P.Functions)
    if (All[F.Key].Capped)
      R.Capped.push_back(P.text(F.Display) +
                         ": too large to follow every way through it");
  std::sort(R.Capped.begin(), R.Capped.end());
  return R;
}

} // namespace maprace::analysis
