// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Searches of maps.

#include "checker/analysis/Search.h"

namespace maprace::analysis {

bool Search::join(const Search &O) {
  if (Map != O.Map || Key != O.Key)
    return false;
  if (Found != O.Found)
    Found = Unknown;
  Through.join(O.Through);
  Dropped.join(O.Dropped);
  return true;
}

void Search::keep(const std::function<bool(Path)> &IsHeld) {
  // Most events let go nothing.
  if (std::all_of(Through.begin(), Through.end(),
                  [&](const HeldLock &H) { return IsHeld(H.Lock); }))
    return;
  LockSet Still;
  for (const HeldLock &H : Through)
    (IsHeld(H.Lock) ? Still : Dropped).apply(H);
  Through = std::move(Still);
}

} // namespace maprace::analysis
