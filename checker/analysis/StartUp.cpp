// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The calls that the system makes before an entry become events of the entry.

#include "checker/analysis/StartUp.h"

#include <set>
#include <vector>

namespace maprace::analysis {

using ir::Event;
using ir::Function;

void callStartUp(ir::Program &P) {
  std::vector<Function *> Entries;
  std::set<uint32_t> OfEntries;
  for (auto &[Key, F] : P.Functions)
    if (F.Reachable == ir::Reach::Entry) {
      Entries.push_back(&F);
      OfEntries.insert(F.Where.File);
    }
  for (Function *Entry : Entries) {
    std::vector<Event> Calls;
    for (const auto &[Key, F] : P.Functions) {
      bool Foreign =
          F.Where.File != Entry->Where.File && OfEntries.contains(F.Where.File);
      if (F.Reachable != ir::Reach::StartUp || Foreign)
        continue;
      Event &Call = Calls.emplace_back();
      Call.K = Event::Call;
      Call.Callee = F.Key;
      Call.Where = Entry->Where;
    }
    if (Calls.empty())
      continue;
    if (Entry->Blocks.empty())
      Entry->Blocks.emplace_back();
    // A block of its own: the first block of the body may be in a loop.
    for (ir::Block &B : Entry->Blocks)
      for (uint32_t &Next : B.Successors)
        ++Next;
    ir::Block First;
    First.Events = std::move(Calls);
    First.Successors = {1};
    Entry->Blocks.insert(Entry->Blocks.begin(), std::move(First));
  }
}

} // namespace maprace::analysis
