// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Stories.

#include "checker/analysis/Stories.h"

namespace maprace::analysis {

Story calling(Symbol Callee, ir::Loc Where, const Story &Rest) {
  return std::make_shared<const CallStep>(CallStep{Callee, Where, Rest});
}

Story concat(const Story &Head, const Story &Tail) {
  if (!Head)
    return Tail;
  if (!Tail)
    return Head;
  return calling(Head->Callee, Head->Where, concat(Head->Next, Tail));
}

ThreadStartPtr beneath(const ThreadStartPtr &Start, const Story &Calls,
                       const ThreadStartPtr &Runner) {
  auto Copy = std::make_shared<ThreadStart>(*Start);
  if (Start->Parent) {
    Copy->Parent = beneath(Start->Parent, Calls, Runner);
  } else if (Runner) {
    // Its own story begins where the thread that started it begins.
    Copy->Parent = Runner;
  } else {
    Copy->Calls = concat(Calls, Start->Calls);
  }
  Copy->Many |= Runner && Runner->Many && !Copy->Once;
  return Copy;
}

} // namespace maprace::analysis
