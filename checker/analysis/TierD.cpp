// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Evidence of intent alone: a map that nobody ever locks, where the code around
// it is made for threads. Half of the maps whose races were fixed in the field
// had never been locked at all.

#include "checker/analysis/Evidence.h"
#include "checker/analysis/Flags.h"
#include "checker/analysis/Guarded.h"

#include <algorithm>
#include <map>

namespace maprace::analysis {

using finding::Finding;
using finding::Tier;
using ir::Event;
using ir::Root;

namespace {
class Unlocked {
public:
  Unlocked(const ir::Program &P, const Summaries &All,
           std::vector<Finding> &Out)
      : P(P), All(All), Say(P), Out(Out) {
    for (const auto &[Key, F] : P.Functions)
      for (const ir::Block &B : F.Blocks)
        for (const Event &E : B.Events)
          learn(F, E);
  }

  void see(const RootEffects &R, const Access &A) {
    Uses &Map = Maps[P.Paths[mapOf(P.Paths, A)].Name];
    Map.Locked |= std::any_of(A.Locks.begin(), A.Locks.end(), isLock);
    bool Called = R.Code->Reachable == ir::Reach::Public ||
                  R.Code->Reachable == ir::Reach::External;
    if (Called && R.Code->Kind == ir::Role::Plain && !R.GivenAway &&
        !A.Initialising)
      Map.Open.push_back({&R, &A});
  }

  void judge() {
    for (const auto &[Map, All] : Maps)
      if (!All.Locked)
        judge(All);
  }

private:
  struct Use {
    const RootEffects *By;
    const Access *At;
  };
  struct Uses {
    bool Locked = false;   ///< by anyone, at any time
    std::vector<Use> Open; ///< in functions that others may call
  };

  /// A lock that somebody took, held or let go; no fact and no initialisation.
  static bool isLock(const HeldLock &H) {
    return !H.Once && (H.held() || H.Taken || H.Missed);
  }

  /// Which locks the members of a class take in their own objects, and which
  /// static ones the functions of a file take.
  void learn(const ir::Function &F, const Event &E) {
    switch (E.K) {
    case Event::Acquire:
    case Event::TryAcquire:
      // No initialisation, and no variable that names a thread.
      if (!E.Flag && !E.Many)
        takes(F, E.Target);
      return;
    case Event::Guard:
      for (const ir::Operand &O : E.Args)
        if (O.K == ir::Operand::Address)
          takes(F, O.Where);
      return;
    case Event::Call:
      if (auto Callee = All.find(E.Callee); Callee != All.end())
        for (const HeldLock &H : Callee->second.Locks)
          if (const ir::PathTable::Node &Top = P.Paths[P.Paths[H.Lock].Top];
              H.held() && Top.RootKind == Root::Param &&
              P.Paths[H.Lock].Depth <= 1 && Top.Name < E.Args.size() &&
              E.Args[Top.Name].K == ir::Operand::Address)
            takes(F, E.Args[Top.Name].Where);
      return;
    default:
      return;
    }
  }

  void takes(const ir::Function &F, Path Lock) {
    if (!Lock || isCountersLock(P, Lock) || isRaisedPart(P, Lock))
      return;
    if (F.Class && isOwn(Lock))
      ClassLocks[F.Class].insert(Say.fieldName(Lock));
    if (isStatic(Lock))
      FileLocks[F.Where.File].insert(Say.fieldName(Lock));
  }

  /// A part of the object that the function is called on, no other object that
  /// this one knows.
  bool isOwn(Path Part) const {
    const ir::PathTable &Paths = P.Paths;
    Path Top = Paths[Part].Top;
    if (Paths[Top].RootKind != Root::Param || Paths[Top].Name != 0)
      return false;
    Path Object = Part;
    while (Paths[Object].Depth > 1)
      Object = Paths[Object].Parent;
    return Object == Top || (Paths[Object].Step == ir::StepKind::Deref &&
                             !leadsOn(Paths, Object, Part));
  }

  bool isStatic(Path Whole) const {
    return P.Paths.isRoot(Whole) && P.Paths[Whole].RootKind == Root::Global;
  }

  /// A lock that tells that what \p U touches is meant to be used by several
  /// threads; empty if there is none.
  std::string intent(const Use &U) const {
    auto FirstOf = [](const auto &Locks, auto Key) {
      auto It = Locks.find(Key);
      return It == Locks.end() ? std::string() : *It->second.begin();
    };
    if (isStatic(U.At->Target))
      return FirstOf(FileLocks, U.By->Code->Where.File);
    return isOwn(U.At->Target) ? FirstOf(ClassLocks, U.By->Code->Class)
                               : std::string();
  }

  void judge(const Uses &Map) {
    const Use *Writer = nullptr, *Other = nullptr;
    for (const Use &U : Map.Open)
      if (U.At->writes() && !intent(U).empty() &&
          (!Writer || Say.place(U.At->Where) < Say.place(Writer->At->Where)))
        Writer = &U;
    if (!Writer)
      return;
    for (const Use &U : Map.Open)
      if (U.At->Function != Writer->At->Function &&
          (!Other || Say.place(U.At->Where) < Say.place(Other->At->Where)))
        Other = &U;
    const Access &There = Other ? *Other->At : *Writer->At;
    Finding F = Say.pair({*Writer->At, nullptr}, {There, nullptr}, false, false,
                         Tier::D);
    if (F.Primary.Where != Say.place(Writer->At->Where))
      std::swap(F.Primary, F.Other);
    F.Guard = intent(*Writer);
    Out.push_back(std::move(F));
  }

  const ir::Program &P;
  const Summaries &All;
  Describe Say;
  std::vector<Finding> &Out;
  std::map<Symbol, std::set<std::string>> ClassLocks;
  std::map<uint32_t, std::set<std::string>> FileLocks;
  /// The order of names does not show: findings are sorted.
  std::map<Symbol, Uses> Maps;
};
} // namespace

void addTierD(const ir::Program &P, const std::vector<RootEffects> &Roots,
              const Summaries &Functions, const std::set<Symbol> &Touched,
              std::vector<Finding> &Out) {
  Unlocked All(P, Functions, Out);
  for (const RootEffects &R : Roots)
    for (const Access &A : R.Effects.Accesses.all())
      // The fork rule knows all about what threads in sight touch.
      if ((A.writes() || A.reads()) &&
          !Touched.contains(P.Paths[mapOf(P.Paths, A)].Name))
        All.see(R, A);
  All.judge();
}

} // namespace maprace::analysis
