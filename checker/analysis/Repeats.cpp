// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tasks that a function gives again and again, as in a loop, to workers that
// only a caller knows: there two of them may run at once. Must not know: how a
// task is started.

#include "checker/analysis/Repeats.h"

#include "checker/analysis/Flags.h"
#include "checker/analysis/Frame.h"

namespace maprace::analysis {

using ir::StepKind;

/// Nobody has waited for anything since the task was given.
static constexpr const char *Unawaited = "$unawaited";
/// Nobody has waited for anything that the task refers to.
static constexpr const char *UnderWay = "$underway";

/// Objects that a task is followed to.
static constexpr size_t MaxReached = 8;

static Path part(ir::Program &P, Path Place, const char *Name, Symbol Task) {
  return P.Paths.step(
      P.Paths.step(Place, StepKind::Field, P.Symbols.intern(Name)),
      StepKind::Index, Task);
}

static bool isPart(const ir::Program &P, Path Any, const char *Name) {
  if (P.Paths.isRoot(Any) || P.Paths[Any].Step != StepKind::Index)
    return false;
  Path Part = P.Paths[Any].Parent;
  return !P.Paths.isRoot(Part) && P.Paths[Part].Step == StepKind::Field &&
         P.text(P.Paths[Part].Name) == Name;
}

bool isGivenPart(const ir::Program &P, Path Any) {
  return isPart(P, Any, Unawaited) || isPart(P, Any, UnderWay);
}

/// True if \p Object is what \p Place leads to.
static bool reaches(const State &S, Path Place, Path Object) {
  PathSet Seen;
  std::vector<Path> Work{Place};
  while (!Work.empty() && Seen.size() < MaxReached) {
    Path Next = Work.back();
    Work.pop_back();
    for (const auto &[Part, V] : S.under(Next))
      for (Path Pointee : V.Pointees) {
        if (Pointee == Object)
          return true;
        if (Seen.insert(Pointee))
          Work.push_back(Pointee);
      }
  }
  return false;
}

void forgetGiven(const ir::Program &P, State &S, Path Awaited) {
  S.Raised.eraseIf([&](Path Any) {
    return isPart(P, Any, Unawaited) ||
           (isPart(P, Any, UnderWay) &&
            reaches(S, P.Paths[P.Paths[Any].Parent].Parent, Awaited));
  });
}

/// \p What is about to be put at \p Place, beside what was given before.
void Frame::give(State &S, Path Place, const Value &What) {
  if (What.Functions.empty() || !shareable(Place))
    return;
  bool Queued =
      !P.Paths.isRoot(Place) && P.Paths[Place].Step == StepKind::Index;
  if (Recording)
    for (Path Fact : S.Raised)
      for (Symbol New : What.Functions) {
        Symbol Old = P.Paths[Fact].Name;
        if (isPart(P, Fact, UnderWay))
          Out.Together.insert({Old, New});
        else if (Queued && Old == New && isPart(P, Fact, Unawaited))
          Out.Repeats.insert(New);
      }
  for (Symbol New : What.Functions) {
    S.Raised.insert(part(P, Place, Unawaited, New));
    S.Raised.insert(part(P, Place, UnderWay, New));
  }
}

/// What the callee gave after it last waited is given still.
void Frame::keepGiven(State &S, const Translator &T, const Summary &Effects) {
  for (Path Fact : Effects.Raised)
    if (isGivenPart(P, Fact))
      for (Path Mine : T.places(Fact))
        S.Raised.insert(Mine);
  if (!Recording)
    return;
  Out.Repeats.unite(Effects.Repeats);
  Out.Together.unite(Effects.Together);
}

/// What the task does after it has told of its end.
static std::shared_ptr<const AccessList> afterSignals(const LiveThread &Task) {
  auto Left = std::make_shared<AccessList>();
  for (const Access &A : Task.Accesses->all())
    if (A.Releases.empty())
      Left->add(A);
  return Left;
}

/// Tasks of the present giver that it had waited for when it gave \p Task are
/// over. Returns them as they were.
std::map<TokenId, LiveThread> Frame::waitedFor(State &S, Symbol Task) const {
  std::map<TokenId, LiveThread> Before;
  for (const auto &[Id, Other] : GivenHere) {
    auto It = S.Live.find(Id);
    if (It == S.Live.end() || Giver->Together.contains({Other, Task}) ||
        Giver->Together.contains({Task, Other}))
      continue;
    Before.insert(*It);
    It->second.Accesses = afterSignals(It->second);
  }
  return Before;
}

/// The same of those that it has waited for by now.
void Frame::endGiven(State &S) {
  for (const auto &[Id, Task] : GivenHere) {
    bool Runs = std::any_of(
        Giver->Raised.begin(), Giver->Raised.end(), [&, Task = Task](Path Any) {
          return isPart(P, Any, UnderWay) && P.Paths[Any].Name == Task;
        });
    if (auto It = S.Live.find(Id); It != S.Live.end() && !Runs)
      It->second.Accesses = afterSignals(It->second);
  }
  Giver = nullptr;
  GivenHere.clear();
}

/// The task \p Id, which makes the accesses \p Task, is given once more.
void Frame::pairRepeated(const State &S, TokenId Id, const AccessList &Task) {
  if (S.inTurn(Id, Id))
    return;
  // What is made for a task, or reached by an element or by a pointer that may
  // lead to several objects, may be another each time.
  auto IsMade = [&](const Access &A) {
    return FreshNow.contains(P.Paths[A.Target].Top);
  };
  auto IsOwn = [&](const Access &A) {
    return IsMade(A) || P.Paths[A.Target].Indexed ||
           std::any_of(Task.all().begin(), Task.all().end(),
                       [&](const Access &Other) {
                         return Other.Where == A.Where &&
                                Other.Target != A.Target && !IsMade(Other);
                       });
  };
  auto Told = withoutFlags(P, std::make_shared<AccessList>(Task));
  const std::vector<Access> &All = Told->all();
  for (size_t I = 0; I != All.size(); ++I)
    for (size_t J = I; J != All.size() && !IsOwn(All[I]); ++J)
      if (!IsOwn(All[J]))
        consider({All[I], Tokens[Id]}, {All[J], Tokens[Id]}, true);
}

} // namespace maprace::analysis
