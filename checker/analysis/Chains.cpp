// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Threads that join other threads: what they do then comes after these, and who
// joins them has joined these.

#include "checker/analysis/Frame.h"

namespace maprace::analysis {

SmallSet<TokenId> State::endedWith(SmallSet<TokenId> Threads) const {
  for (bool More = true; More;) {
    More = false;
    for (TokenId Id : SmallSet<TokenId>(Threads))
      if (auto It = Live.find(Id); It != Live.end())
        for (TokenId Earlier : It->second.Ends)
          More |= Threads.insert(Earlier);
  }
  return Threads;
}

/// True if there is at most one handle of threads that are known as \p Thread:
/// it is a variable, and no element among others.
bool State::hasOneHandle(TokenId Thread) const {
  const Stored::Map &All = Places.all();
  return std::none_of(All.begin(), All.end(), [&](const auto &Entry) {
    return Entry.second.Threads.contains(Thread) &&
           P->Paths[Entry.first].Indexed;
  });
}

bool Frame::isAfterEnd(const State &S, const PathSet &Joined, TokenId Other,
                       bool Again) const {
  return mustBeJoined(S, Joined, Other) && (!Again || S.hasOneHandle(Other));
}

/// The threads that \p New, which is about to start, sees the end of. Callers
/// know of more.
void Frame::findEnds(const State &S, const Thread &New,
                     LiveThread &Live) const {
  for (Path Handle : New.Joins) {
    Value Held = S.load(Handle);
    Live.Ends.unite(Held.Threads);
    for (Path Each : {Handle, Held.Origins.empty() ? 0 : *Held.Origins.begin()})
      if (Each && P.Paths[P.Paths[Each].Top].RootKind != ir::Root::Local)
        Live.Joins.insert(Each);
  }
}

} // namespace maprace::analysis
