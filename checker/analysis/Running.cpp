// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The abstract state: which threads and tasks may be running.

#include "checker/analysis/State.h"

#include "checker/analysis/Flags.h"

namespace maprace::analysis {

void State::awaitSignal(Path Object, Path Tasks) {
  // What is told again and again ends nothing for good.
  if (isAgainPart(*P, Object))
    return;
  std::vector<TokenId> Over;
  // Of several that set a flag, it tells of one.
  if (isRaisedPart(*P, Object)) {
    size_t Count = 0;
    for (const auto &[Id, Thread] : Live)
      if (Thread.Signals.contains(Object))
        Count += Thread.Several ? 2 : 1;
    if (Count != 1)
      return;
  }
  for (auto &[Id, Thread] : Live) {
    if (endsTask(Tasks, Id))
      Over.push_back(Id);
    if (!Thread.Signals.contains(Object))
      continue;
    auto Left = std::make_shared<AccessList>();
    for (const Access &A : Thread.Accesses->all())
      if (!A.Releases.contains(Object) || A.Joined.contains(Object))
        Left->add(A);
    Thread.Accesses = std::move(Left);
  }
  for (TokenId Id : Over)
    stopThread(Id);
}

void State::stopThread(TokenId Thread) {
  SmallSet<TokenId> Over;
  Over.insert(Thread);
  Over = endedWith(Over);
  std::erase_if(Live,
                [&](const auto &Entry) { return Over.contains(Entry.first); });
  // A task of it may have handed over tasks in turn.
  for (bool More = true; More;) {
    More = false;
    for (const auto &[Id, Each] : Live)
      if (Over.contains(Each.Executor))
        More |= Over.insert(Id);
    std::erase_if(
        Live, [&](const auto &Entry) { return Over.contains(Entry.first); });
  }
}

bool State::endsTask(Path Tasks, TokenId Task) const {
  auto It = Live.find(Task);
  auto Executor = It == Live.end() ? It : Live.find(It->second.Executor);
  return Executor != Live.end() && Executor->second.Signals.contains(Tasks);
}

bool State::runsTasksOf(const SmallSet<TokenId> &Threads, TokenId Task) const {
  for (size_t Steps = 0; Steps != Live.size(); ++Steps) {
    auto It = Live.find(Task);
    if (It == Live.end() || It->second.Executor == NoThread)
      return false;
    Task = It->second.Executor;
    if (Threads.contains(Task))
      return true;
  }
  return false;
}

bool State::inTurn(TokenId A, TokenId B) const {
  auto Runner = [&](TokenId Id) {
    for (size_t Steps = 0; Steps != Live.size(); ++Steps) {
      auto It = Live.find(Id);
      if (It == Live.end() || It->second.Executor == NoThread)
        break;
      Id = It->second.Executor;
    }
    return Id;
  };
  TokenId Executor = Runner(A);
  if (Executor != Runner(B) || (A == Executor && B == Executor))
    return false;
  auto It = Live.find(Executor);
  return It != Live.end() && !It->second.Several;
}

} // namespace maprace::analysis
