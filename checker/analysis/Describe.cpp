// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From the analysis' terms to a finding's.

#include "checker/analysis/Describe.h"
#include "checker/analysis/Flags.h"
#include "checker/analysis/Guarded.h"

#include <algorithm>

namespace maprace::analysis {

using finding::Finding;
using ir::Root;
using ir::StepKind;

finding::Place Describe::place(ir::Loc Where) const {
  if (!Where.valid() || Where.File >= P.Files.size())
    return {};
  return {P.Files[Where.File], Where.Line, Where.Column};
}

/// `entries.3'` was declared as `entries`.
static std::string withoutNumber(std::string Name) {
  Name.erase(std::remove(Name.begin(), Name.end(), OldMark), Name.end());
  size_t Dot = Name.rfind('.');
  if (Dot != std::string::npos && Dot != 0)
    Name.erase(Dot);
  return Name;
}

static std::string unqualified(const std::string &Name) {
  size_t At = Name.rfind("::");
  return At == std::string::npos ? Name : Name.substr(At + 2);
}

/// The allocation, `FUNCTION#NUMBER`, in an object's name, which begins with
/// the function once more and may end with calls that led there.
static std::string allocationOf(const std::string &Name) {
  size_t Hash = Name.find('#', Name.find('#') + 1);
  if (Hash == std::string::npos)
    return Name;
  size_t End = Name.find_first_not_of("0123456789", Hash + 1);
  size_t Begin = Name.find('#') + 1;
  return Name.substr(Begin, std::min(End, Name.size()) - Begin);
}

std::string Describe::rootName(Path Top) const {
  const ir::PathTable::Node &N = P.Paths[Top];
  if (N.RootKind == Root::Param)
    return N.Name == 0 ? "this" : "argument " + std::to_string(N.Name);
  const std::string &Name = P.text(N.Name);
  switch (N.RootKind) {
  case Root::Local:
    return withoutNumber(Name);
  case Root::Global:
  case Root::Result:
    if (auto It = P.Fields.find(Name); It != P.Fields.end())
      return P.text(It->second.Display);
    return Name.find('#') == std::string::npos ? Name : "the new object";
  case Root::Alloc:
    if (auto It = P.Fields.find(allocationOf(Name)); It != P.Fields.end())
      return P.text(It->second.Display);
    return "the new object";
  case Root::Param:
    return "the new object";
  case Root::Opaque:
    return "the object";
  }
  return Name;
}

std::string Describe::pretty(Path Where) const {
  std::string Out = rootName(P.Paths[Where].Top);
  bool Arrow = false;
  for (Path Step : P.Paths.chain(Where)) {
    const ir::PathTable::Node &N = P.Paths[Step];
    switch (N.Step) {
    case StepKind::Deref:
      Arrow = true;
      continue;
    case StepKind::Field:
      Out += (Arrow ? "->" : ".") + unqualified(P.text(N.Name));
      break;
    case StepKind::Index:
      Out += "[]";
      break;
    case StepKind::Call:
      Out += (Arrow ? "->" : ".") + unqualified(P.text(N.Name)) + "()";
      break;
    }
    Arrow = false;
  }
  return Out;
}

std::string Describe::mapName(const Access &A) const {
  Path Named = mapOf(P.Paths, A);
  if (P.Paths.isRoot(Named))
    return rootName(Named);
  const std::string &Key = P.text(P.Paths[Named].Name);
  auto It = P.Fields.find(Key);
  return It == P.Fields.end() ? Key : P.text(It->second.Display);
}

finding::Place Describe::mapPlace(const Access &A) const {
  Path Named = mapOf(P.Paths, A);
  if (P.Paths[Named].RootKind == Root::Param && P.Paths.isRoot(Named))
    return {};
  auto It = P.Fields.find(P.text(P.Paths[Named].Name));
  return It == P.Fields.end() ? finding::Place() : place(It->second.Where);
}

std::string Describe::lockName(Path Lock, Path Target) const {
  const ir::PathTable::Node &N = P.Paths[Lock];
  Path Map = namedPart(P.Paths, Target);
  bool Sibling =
      N.Parent && N.Step == StepKind::Field && P.Paths[Map].Parent == N.Parent;
  return Sibling ? fieldName(Lock) : pretty(Lock);
}

std::string Describe::fieldName(Path Where) const {
  return declaredName(P.Paths[namedPart(P.Paths, Where)].Name);
}

std::string Describe::declaredName(Symbol Key) const {
  auto It = P.Fields.find(P.text(Key));
  return It == P.Fields.end() ? P.text(Key) : P.text(It->second.Display);
}

void Describe::calls(const Story &S, std::vector<finding::Step> &Out) const {
  for (const CallStep *C = S.get(); C; C = C->Next.get())
    Out.push_back({finding::Step::Call, P.text(C->Callee), place(C->Where)});
}

void Describe::storyOf(const ThreadStart &Start,
                       std::vector<finding::Step> &Out) const {
  if (Start.Parent)
    storyOf(*Start.Parent, Out);
  calls(Start.Calls, Out);
  Out.push_back({finding::Step::Spawn, P.text(Start.Runs), place(Start.Where)});
}

static finding::Kind kindOf(ir::AccessKind K) {
  switch (K) {
  case ir::AccessKind::Write:
    return finding::Kind::Write;
  case ir::AccessKind::ElementRead:
    return finding::Kind::ElementRead;
  case ir::AccessKind::ElementWrite:
    return finding::Kind::ElementWrite;
  case ir::AccessKind::Escape:
    return finding::Kind::Escape;
  default:
    return finding::Kind::Read;
  }
}

finding::Side Describe::side(const Racer &R) const {
  finding::Side S;
  S.Where = place(R.At.Where);
  S.Access = kindOf(R.At.Kind);
  S.Operation = P.text(R.At.Operation);
  S.Function = P.text(R.At.Function);
  if (R.By) {
    storyOf(*R.By, S.Story);
    S.OnThread = true;
    S.ManyThreads = R.By->Many;
  }
  calls(R.At.Calls, S.Story);
  for (const HeldLock &H : R.At.Locks)
    // Coming after an initialisation is no lock to speak of. A fact goes by the
    // name of its variable.
    if (H.held() && !H.Known && (!H.Once || H.Exclusive > 0)) {
      Path Lock = isRaisedPart(P, H.Lock)     ? flagOf(P, H.Lock)
                  : isCountersLock(P, H.Lock) ? P.Paths[H.Lock].Parent
                                              : H.Lock;
      S.Held.push_back(
          {lockName(Lock, R.At.Target), H.Exclusive <= 0, place(H.Where)});
    }
  std::sort(S.Held.begin(), S.Held.end(),
            [](const auto &A, const auto &B) { return A.Name < B.Name; });
  S.Held.erase(std::unique(S.Held.begin(), S.Held.end(),
                           [](const auto &A, const auto &B) {
                             return A.Name == B.Name && A.Shared == B.Shared;
                           }),
               S.Held.end());
  return S;
}

/// Less is the side to show first: the weaker lock, then the write, then the
/// place.
static auto rank(const finding::Side &S, bool Shared) {
  bool Exclusive = std::any_of(S.Held.begin(), S.Held.end(),
                               [](const auto &H) { return !H.Shared; });
  int Lock = Shared ? (Exclusive ? 1 : 0) : (S.Held.empty() ? 0 : 1);
  return std::make_tuple(Lock, S.Access != finding::Kind::Write, S.Where);
}

/// Two threads that come to one place by different ways have two stories.
static bool sameStory(const finding::Side &A, const finding::Side &B) {
  return A.OnThread == B.OnThread &&
         std::ranges::equal(A.Story, B.Story,
                            [](const finding::Step &S, const finding::Step &T) {
                              return S.What == T.What && S.Name == T.Name &&
                                     S.Where == T.Where;
                            });
}

Finding Describe::pair(const Racer &A, const Racer &B, bool Self, bool Shared,
                       finding::Tier Evidence) const {
  Finding F;
  F.What = Shared ? finding::Rule::WriteUnderSharedLock
                  : finding::Rule::UnguardedAccess;
  F.Evidence = Evidence;
  F.Map = mapName(A.At);
  F.MapDeclared = mapPlace(A.At);
  F.Primary = side(A);
  F.Other = side(B);
  bool AWrites = F.Primary.Access == finding::Kind::Write;
  bool BWrites = F.Other.Access == finding::Kind::Write;
  bool Swap = Shared && AWrites != BWrites
                  ? BWrites
                  : rank(F.Other, Shared) < rank(F.Primary, Shared);
  if (Swap)
    std::swap(F.Primary, F.Other);
  if (bool Second = B.At.Kind == ir::AccessKind::Escape;
      Second || A.At.Kind == ir::AccessKind::Escape) {
    const Access &Out = Second ? B.At : A.At;
    F.What = finding::Rule::GuardedEscape;
    if (Out.Decided.valid()) {
      F.What = finding::Rule::CheckThenAct;
      F.Decided = place(Out.Decided);
      F.DecidedBy = P.text(Out.DecidedBy);
      F.KeyThere = Out.KeyThere;
    }
    F.Guard = lockName(Out.Dropped.begin()->Lock, Out.Target);
    if (F.Primary.Access != finding::Kind::Escape)
      std::swap(F.Primary, F.Other);
  }
  F.Self = Self ||
           (F.Primary.Where == F.Other.Where && sameStory(F.Primary, F.Other));
  return F;
}

} // namespace maprace::analysis
