// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tier C for references that leave a critical section: another function of the
// class ends elements under the very lock that was let go.

#include "checker/analysis/Beliefs.h"
#include "checker/analysis/Conflict.h"
#include "checker/analysis/Evidence.h"

#include <algorithm>

namespace maprace::analysis {

namespace {
/// What one root does.
struct Doing {
  Sighting Seen;
  /// Of an escape: as if the locks that were let go were held.
  Sighting Before;
};
} // namespace

static const Doing *endedBy(const std::vector<Doing> &All,
                            const Doing &Escape) {
  for (const Doing &D : All) {
    bool Alone = D.Seen.Main && Escape.Seen.Main;
    if (!Alone && mayEnd({*D.Seen.At, nullptr}, {*Escape.Seen.At, nullptr}) &&
        !D.Seen.excludes(Escape.Seen) && D.Seen.excludes(Escape.Before))
      return &D;
  }
  return nullptr;
}

void addEscapes(const ir::Program &P, const std::vector<RootEffects> &Roots,
                const std::set<Symbol> &Touched,
                std::vector<finding::Finding> &Out) {
  std::map<MapName, std::vector<Doing>> Maps;
  for (const RootEffects &R : Roots)
    for (const Access &A : R.Effects.Accesses.all()) {
      bool Main = R.Code->Reachable == ir::Reach::Entry;
      bool Decided = Main && Touched.contains(P.Paths[mapOf(P.Paths, A)].Name);
      if (A.Initialising || Decided || ofWhatIsCopied(P, R, A))
        continue;
      Access Before = A;
      Before.Locks = A.Dropped;
      Maps[mapNameOf(P, A)].push_back(
          {sighting(P, A, Main), sighting(P, Before, Main)});
    }
  Describe Say(P);
  for (const auto &[Map, All] : Maps)
    for (const Doing &D : All)
      if (D.Seen.At->Kind == ir::AccessKind::Escape)
        if (const Doing *End = endedBy(All, D))
          Out.push_back(Say.pair({*D.Seen.At, nullptr},
                                 {*End->Seen.At, nullptr}, false, false,
                                 finding::Tier::C));
}

} // namespace maprace::analysis
