// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A thread that may be running at a point of a function. Must not know: states.

#ifndef MAPRACE_ANALYSIS_LIVETHREAD_H
#define MAPRACE_ANALYSIS_LIVETHREAD_H

#include "checker/analysis/Summary.h"

#include <memory>
#include <vector>

namespace maprace::analysis {

/// A running thread in the frame; see Thread.
struct LiveThread {
  std::shared_ptr<const AccessList> Accesses;
  PendingList Pendings;
  TokenId Executor = NoThread;
  bool Several = false;
  PathSet Signals;
  bool Later = false;
  /// Whoever joins it has joined these as well.
  SmallSet<TokenId> Ends = {};
  PathSet Joins = {}; ///< see Thread
  PathSet After = {}; ///< see Thread

  bool operator==(const LiveThread &O) const;
  /// Covers both.
  void join(const LiveThread &O);
  /// The same thread is started once more.
  void repeat(const ir::Program &P, const LiveThread &O);
};

} // namespace maprace::analysis

#endif
