// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Guards that guard nothing: they are deferred and never lock, try and are not
// asked, or lock what the function made for itself. Whoever writes one means
// the map to be shared.

#include "checker/analysis/Frame.h"

#include <algorithm>

namespace maprace::analysis {

using ir::Event;
using ir::Root;

static bool isLocal(const ir::Program &P, Path Lock) {
  return Lock && P.Paths.isRoot(Lock) && P.Paths[Lock].RootKind == Root::Local;
}

/// Most functions make none, and need not look for them at each access.
void Frame::findIdleGuards() {
  for (const ir::Block &B : F.Blocks)
    for (const Event &E : B.Events) {
      bool Own = E.K == Event::Acquire && isLocal(P, E.Target);
      if (E.K == Event::Guard)
        Own = E.Take != ir::GuardTake::Lock ||
              std::any_of(E.Args.begin(), E.Args.end(),
                          [&](const auto &O) { return isLocal(P, O.Where); });
      IdleGuards |= Own;
    }
}

/// The locks that are held, and those that a guard is there for which does not
/// hold them.
LockSet Frame::locksNow(const State &S) const {
  LockSet Now = S.Locks;
  if (!IdleGuards)
    return Now;
  PathSet Shared;
  for (const auto &[Place, V] : S.places()) {
    Shared.unite(V.Pointees);
    if (V.Guard &&
        (V.Guard->State == Owned::Never || V.Guard->State == Owned::Tried))
      for (const auto &Lock : V.Guard->Locks)
        Now.miss(Lock.first, F.Where);
  }
  for (const HeldLock &H : S.Locks)
    if (H.held() && !H.Once && isLocal(P, H.Lock) && !Shared.contains(H.Lock))
      Now.miss(P.Paths.root(Root::Opaque, P.Symbols.intern("lock of its own")),
               H.Where);
  return Now;
}

} // namespace maprace::analysis
