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
  Dropped = sum(std::move(Dropped), Through.keep(IsHeld));
}

} // namespace maprace::analysis
