// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a function's answer, yes or no, tells its caller of locks that it then
// holds and of what it then has seen.

#include "checker/analysis/Flags.h"
#include "checker/analysis/Frame.h"

namespace maprace::analysis {

void Frame::noteAnswer(const State &S) {
  const std::string &Answer = P.text(S.load(ReturnPlace).Number);
  if (Answer != "0" && Answer != "1") {
    AnswersElse = true;
    return;
  }
  std::optional<State> &Ways = Answered[Answer == "1"];
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
  for (const HeldLock &H : Yes.Locks)
    if (H.held() && !H.Once && !IsLocal(H.Lock) && !No.Locks.holds(H.Lock) &&
        !Exit.Locks.holds(H.Lock))
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
  Value V;
  V.Cond = All.Parts.size() == 1 ? All.Parts[0] : std::move(All);
  Exit.store(ReturnPlace, V);
}

} // namespace maprace::analysis
