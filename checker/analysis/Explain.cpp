// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From the program's events and the decisions that were taken down to an
// explanation.

#include "checker/analysis/Explain.h"
#include "checker/analysis/Decisions.h"
#include "checker/analysis/Describe.h"

#include <algorithm>
#include <set>

namespace maprace::analysis {

using finding::Explanation;
using finding::Finding;
using finding::SeenAccess;
using finding::SeenEvent;
using ir::Event;

/// More ways or comparisons of one access are not read by anyone.
static constexpr size_t MaxShown = 12;

static auto key(const SeenAccess &A) {
  return std::tie(A.At.Where, A.Map, A.At.Operation, A.At.Function);
}

static bool lessEvent(const SeenEvent &A, const SeenEvent &B) {
  return std::tie(A.Where, A.What, A.Name) < std::tie(B.Where, B.What, B.Name);
}

namespace {
class Explainer {
public:
  Explainer(const ir::Program &P, const std::string &File, unsigned Line)
      : P(P), Say(P) {
    Out.File = File;
    Out.Line = Line;
  }

  /// What stands at the line, whoever reaches it.
  void readProgram() {
    for (const auto &[Key, F] : P.Functions)
      for (const ir::Block &B : F.Blocks)
        for (const Event &E : B.Events)
          if (E.Where.valid() && P.Files[E.Where.File] == Out.File) {
            Out.FileSeen = true;
            if (E.K == Event::Access)
              neighbour(E.Where.Line);
            if (E.Where.Line == Out.Line)
              event(F, E);
          }
    std::sort(Out.Events.begin(), Out.Events.end(), lessEvent);
    Out.Events.erase(std::unique(Out.Events.begin(), Out.Events.end(),
                                 [](const SeenEvent &A, const SeenEvent &B) {
                                   return !lessEvent(A, B) && !lessEvent(B, A);
                                 }),
                     Out.Events.end());
    std::sort(Out.Accesses.begin(), Out.Accesses.end(),
              [](const SeenAccess &A, const SeenAccess &B) {
                return key(A) < key(B);
              });
  }

  void addDecisions(const Decisions &Watch) {
    for (const Access &A : Watch.Accesses)
      if (SeenAccess *Seen = find(A); Seen && Seen->At.Held.empty())
        Seen->At.Held = Say.side({A, nullptr}).Held;
    for (const Decisions::Way &W : Watch.Ways)
      if (SeenAccess *Seen = find(W.At.At))
        way(*Seen, {P.text(W.Root), Say.side(W.At), W.Owned});
    for (const Decisions::Pair &Pair : Watch.Pairs)
      if (SeenAccess *Seen = find(Pair.Mine.At))
        compared(*Seen, Pair);
    for (const Decisions::Guard &G : Watch.Guards)
      if (SeenAccess *Seen = find(G.At);
          Seen && std::ranges::find(Seen->Guards, G.Said) == Seen->Guards.end())
        Seen->Guards.push_back(G.Said);
    for (SeenAccess &A : Out.Accesses)
      std::sort(A.Guards.begin(), A.Guards.end());
    for (SeenAccess &A : Out.Accesses)
      std::sort(A.Compared.begin(), A.Compared.end(),
                [](const auto &L, const auto &R) { return L.key() < R.key(); });
  }

  void addOutcome(Result R, const Options &Opts) {
    for (Finding &F : R.Findings) {
      if (!concerns(F))
        continue;
      (Opts.Tiers.contains(F.Evidence) ? Out.Reported : Out.OffTier)
          .push_back(std::move(F));
    }
    for (Finding &F : R.Suppressed)
      if (concerns(F))
        Out.Suppressed.push_back(std::move(F));
  }

  void threadsTouch(const std::set<Symbol> &Maps) {
    for (SeenAccess &A : Out.Accesses)
      for (Symbol Map : Maps)
        A.ThreadsTouchMap |= Say.declaredName(Map) == A.Map;
  }

  Explanation Out;

private:
  void neighbour(unsigned Line) {
    if (Line < Out.Line)
      Out.Before = std::max(Out.Before, Line);
    if (Line > Out.Line && (!Out.After || Line < Out.After))
      Out.After = Line;
  }

  void event(const ir::Function &F, const Event &E) {
    auto Add = [&](SeenEvent::Sort What, std::string Name) {
      Out.Events.push_back({What, std::move(Name), Say.place(E.Where)});
    };
    switch (E.K) {
    case Event::Access:
      return access(F, E);
    case Event::Acquire:
    case Event::TryAcquire:
      return Add(SeenEvent::Takes, Say.lockName(E.Target, E.Target));
    case Event::Release:
      return Add(SeenEvent::LetsGo, Say.lockName(E.Target, E.Target));
    case Event::Guard:
      for (const ir::Operand &O : E.Args)
        if (O.Where && E.Take == ir::GuardTake::Lock)
          Add(SeenEvent::Takes, Say.lockName(O.Where, O.Where));
      return;
    case Event::Spawn:
      return Add(SeenEvent::Starts, called(E));
    case Event::Join:
      return Add(SeenEvent::Joins, Say.lockName(E.Target, E.Target));
    case Event::Signal:
      return Add(SeenEvent::Signals, Say.lockName(E.Target, E.Target));
    case Event::Call:
      if (std::string Name = called(E); !Name.empty())
        Add(SeenEvent::Calls, std::move(Name));
      return;
    default:
      return;
    }
  }

  /// The display name of what an event calls; of a callable, its place.
  std::string called(const Event &E) const {
    if (!E.Callee)
      return E.Target ? Say.lockName(E.Target, E.Target) : std::string();
    auto It = P.Functions.find(P.text(E.Callee));
    return It == P.Functions.end() ? std::string() : P.text(It->second.Display);
  }

  void access(const ir::Function &F, const Event &E) {
    Access A;
    A.Target = A.Named = E.Target;
    A.Kind = E.Access_;
    A.Operation = E.Text;
    A.Function = F.Display;
    A.Where = E.Where;
    if (find(A))
      return;
    SeenAccess Seen;
    Seen.Map = Say.mapName(A);
    Seen.MapDeclared = Say.mapPlace(A);
    Seen.At = Say.side({A, nullptr});
    Seen.Trusted = P.text(trusted(F, E.Target));
    Out.Accesses.push_back(std::move(Seen));
  }

  Symbol trusted(const ir::Function &F, Path Where) const {
    for (; !P.Paths.isRoot(Where); Where = P.Paths[Where].Parent)
      if (P.Paths[Where].Step == ir::StepKind::Field)
        if (auto It = P.Fields.find(P.text(P.Paths[Where].Name));
            It != P.Fields.end() && It->second.Trusted)
          return It->second.Trusted;
    return F.Trusted;
  }

  SeenAccess *find(const Access &A) {
    finding::Place Where = Say.place(A.Where);
    for (SeenAccess &Seen : Out.Accesses)
      if (Seen.At.Where == Where && Seen.At.Function == P.text(A.Function) &&
          Seen.At.Operation == P.text(A.Operation) &&
          (Seen.Map == Say.mapName(A) || Seen.Ways.empty()))
        return &Seen;
    return nullptr;
  }

  static void way(SeenAccess &Seen, finding::Way W) {
    auto SameStep = [](const finding::Step &A, const finding::Step &B) {
      return A.What == B.What && A.Where == B.Where && A.Name == B.Name;
    };
    for (const finding::Way &Known : Seen.Ways)
      if (Known.Root == W.Root && Known.Owned == W.Owned &&
          std::ranges::equal(Known.At.Story, W.At.Story, SameStep))
        return;
    if (Seen.Ways.size() < MaxShown)
      Seen.Ways.push_back(std::move(W));
  }

  /// What is done to mapped values is compared with nothing.
  static bool isStructural(const Access &A) { return A.reads() || A.writes(); }

  void compared(SeenAccess &Seen, const Decisions::Pair &Pair) {
    if (!isStructural(Pair.Mine.At) || !isStructural(Pair.Other.At))
      return;
    finding::Judged J{Pair.Why, Say.side(Pair.Other), {}};
    if (Pair.Lock)
      J.Lock = Say.lockName(Pair.Lock, Pair.Mine.At.Target);
    for (const finding::Judged &Known : Seen.Compared)
      if (Known.key() == J.key())
        return;
    if (Seen.Compared.size() < MaxShown)
      Seen.Compared.push_back(std::move(J));
  }

  bool here(const finding::Place &Where) const {
    return Where.File == Out.File && Where.Line == Out.Line;
  }

  /// A finding at the line, or one that tells of a map in a function for all.
  bool concerns(const Finding &F) const {
    if (here(F.Primary.Where) || here(F.Other.Where))
      return true;
    return std::any_of(
        Out.Accesses.begin(), Out.Accesses.end(), [&](const SeenAccess &A) {
          return A.Map == F.Map && A.At.Function == F.Primary.Function &&
                 std::any_of(A.Compared.begin(), A.Compared.end(),
                             [](const finding::Judged &J) {
                               return J.Why == finding::Verdict::Races;
                             });
        });
  }

  const ir::Program &P;
  Describe Say;
};
} // namespace

Explanation explain(ir::Program &P, const Options &Opts,
                    const std::string &File, unsigned Line) {
  auto Number = std::find(P.Files.begin(), P.Files.end(), File);
  Explainer E(P, File, Line);
  E.readProgram();
  if (Number == P.Files.end())
    return std::move(E.Out);
  Decisions Watch(Number - P.Files.begin(), Line);
  Options Every = Opts;
  Every.Tiers = finding::allTiers();
  Result R = analyse(P, Every, &Watch);
  E.addDecisions(Watch);
  E.threadsTouch(Watch.ThreadMaps);
  E.addOutcome(std::move(R), Opts);
  return std::move(E.Out);
}

} // namespace maprace::analysis
