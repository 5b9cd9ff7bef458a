// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a function knows of a key that it looked up. Must not know: states.

#ifndef MAPRACE_ANALYSIS_SEARCH_H
#define MAPRACE_ANALYSIS_SEARCH_H

#include "checker/analysis/LockSet.h"

#include <functional>

namespace maprace::analysis {

/// What a search of a map, under locks, found.
struct Search {
  Path Map = 0;
  ir::Symbol Key = 0;
  enum : uint8_t { Unknown, There, Missing } Found = Unknown;
  /// Locks held since then, and locks that were let go since.
  LockSet Through, Dropped;
  ir::Symbol Operation = 0;
  ir::Loc Where;

  bool operator==(const Search &) const = default;
  /// Covers both; false if they have nothing in common.
  bool join(const Search &O);
  /// Of the locks held so far the others were let go, or are now; some may be
  /// held again.
  void keep(const std::function<bool(Path)> &IsHeld);
};

} // namespace maprace::analysis

#endif
