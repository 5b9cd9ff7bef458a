// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a function's answer tells its caller of locks that it then holds and of
// what it then has seen: yes or no, or a new object or none.

#include "checker/analysis/Flags.h"
#include "checker/analysis/Frame.h"

namespace maprace::analysis {

static bool makesObjects(const ir::Function &F) {
  return std::any_of(F.Blocks.begin(), F.Blocks.end(), [](const auto &B) {
    return std::any_of(B.Events.begin(), B.Events.end(), [](const auto &E) {
      return E.K == ir::Event::Allocate;
    });
  });
}

/// Yes, or an object that \p F has made: true; no, or none: false.
static std::optional<bool> answerOf(const ir::Program &P, const ir::Function &F,
                                    const Value &V) {
  const std::string &Answer = P.text(V.Number);
  if (Answer == "0" || Answer == "1")
    return Answer == "1";
  if (V.Number || !makesObjects(F) || !V.Origins.empty() ||
      V.Pointees.size() > 1)
    return std::nullopt;
  if (V.Pointees.empty())
    return false;
  Path Object = *V.Pointees.begin();
  return P.Paths.isRoot(Object) && P.Paths[Object].RootKind == ir::Root::Alloc
             ? std::optional(true)
             : std::nullopt;
}

void Frame::noteAnswer(const State &S) {
  if (AnswersElse)
    return;
  std::optional<bool> Answer = answerOf(P, F, S.load(ReturnPlace));
  if (!Answer) {
    AnswersElse = true;
    return;
  }
  std::optional<State> &Ways = Answered[*Answer];
  if (Ways)
    Ways->join(S);
  else
    Ways = S;
}

void Frame::exportTruth(State &Exit) {
  if (AnswersElse || !Answered[0] || !Answered[1])
    return;
  const State &No = *Answered[0], &Yes = *Answered[1];
  auto IsLocal = [&](Path Where) {
    return P.Paths[P.Paths[Where].Top].RootKind == ir::Root::Local;
  };
  Condition All{Condition::AllOf, 0};
  Value Answer = Exit.load(ReturnPlace);
  // Guards in the object that is returned.
  PathSet ByGuard;
  for (Path Object : Answer.Pointees)
    for (const auto &[Place, V] : Yes.under(Object))
      if (V.Guard && V.Guard->State == Owned::Yes) {
        All.Parts.push_back({Condition::GuardOwns, Place});
        for (const auto &Lock : V.Guard->Locks)
          ByGuard.insert(Lock.first);
      }
  for (const HeldLock &H : Yes.Locks)
    if (H.held() && !H.Once && !IsLocal(H.Lock) && !No.Locks.holds(H.Lock) &&
        !Exit.Locks.holds(H.Lock) && !ByGuard.contains(H.Lock))
      All.Parts.push_back(
          {Condition::LockTaken, H.Lock,
           H.Exclusive > 0 ? LockMode::Exclusive : LockMode::Shared});
  for (Path Fact : Yes.Joined)
    if (isRaisedPart(P, Fact) && !isAgainPart(P, Fact) && !IsLocal(Fact) &&
        Yes.Joined.contains(againPart(P, Fact)) && !No.Joined.contains(Fact) &&
        !Exit.Joined.contains(Fact))
      All.Parts.push_back({Condition::FlagRaised, Fact});
  if (All.Parts.empty())
    return;
  Answer.Cond = All.Parts.size() == 1 ? All.Parts[0] : std::move(All);
  if (Value *Returned = Exit.findPlace(ReturnPlace))
    *Returned = std::move(Answer);
}

} // namespace maprace::analysis
