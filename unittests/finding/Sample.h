// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Findings to test words and formats with.

#ifndef MAPRACE_UNITTESTS_FINDING_SAMPLE_H
#define MAPRACE_UNITTESTS_FINDING_SAMPLE_H

#include "checker/finding/Finding.h"

namespace maprace::finding::sample {

inline Place at(unsigned Line, unsigned Column = 5) {
  return {"src/geo cache.cpp", Line, Column};
}

/// A thread refreshes without a lock what a locked lookup reads.
inline Finding twoThreads() {
  Finding F;
  F.Map = "GeoCache::entries_";
  F.MapDeclared = at(9);
  F.Primary.Where = at(20);
  F.Primary.Access = Kind::Write;
  F.Primary.Operation = "operator[]";
  F.Primary.Function = "GeoCache::refresh";
  F.Primary.OnThread = true;
  F.Primary.Story = {{Step::Spawn, "lambda in main", at(50)},
                     {Step::Call, "GeoCache::refresh", at(51)}};
  F.Other.Where = at(30);
  F.Other.Access = Kind::Read;
  F.Other.Operation = "find";
  F.Other.Function = "GeoCache::lookup";
  F.Other.Held = {{"GeoCache::mu_", false, at(29)}};
  F.Other.Story = {{Step::Call, "GeoCache::lookup", at(60)}};
  return F;
}

/// Several threads run one insertion.
inline Finding withItself() {
  Finding F = twoThreads();
  F.Primary.ManyThreads = true;
  F.Other = F.Primary;
  F.Self = true;
  return F;
}

/// A reader's lock around an insertion.
inline Finding underSharedLock() {
  Finding F = twoThreads();
  F.What = Rule::WriteUnderSharedLock;
  F.Evidence = Tier::B;
  F.Primary.Held = {{"GeoCache::mu_", true, at(19)}};
  F.Other.Held[0].Shared = true;
  F.Other.Story.clear();
  return F;
}

/// The guard is missing at one place.
inline Finding contradiction() {
  Finding F = twoThreads();
  F.What = Rule::InconsistentGuard;
  F.Evidence = Tier::C;
  F.Guard = "GeoCache::mu_";
  F.Guarded = 5;
  F.Total = 6;
  F.Strength = 83;
  F.Primary.Access = Kind::Read;
  F.Primary.Operation = "size";
  F.Primary.OnThread = false;
  F.Primary.Story.clear();
  F.Other.Story.clear();
  return F;
}

} // namespace maprace::finding::sample

#endif
