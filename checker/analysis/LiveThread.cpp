// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Threads that may be running.

#include "checker/analysis/LiveThread.h"

namespace maprace::analysis {

bool LiveThread::operator==(const LiveThread &O) const {
  return Several == O.Several && Executor == O.Executor &&
         Signals == O.Signals && Pendings == O.Pendings && Ends == O.Ends &&
         Joins == O.Joins && After == O.After &&
         (Accesses == O.Accesses || *Accesses == *O.Accesses);
}

static std::shared_ptr<const AccessList>
both(const std::shared_ptr<const AccessList> &A,
     const std::shared_ptr<const AccessList> &B) {
  if (A == B || *A == *B)
    return A;
  auto Result = std::make_shared<AccessList>(*A);
  for (const Access &Each : B->all())
    Result->add(Each);
  return Result;
}

void LiveThread::join(const LiveThread &O) {
  Several |= O.Several;
  Signals.unite(O.Signals);
  Ends.unite(O.Ends);
  Joins.unite(O.Joins);
  After.intersect(O.After);
  Accesses = both(Accesses, O.Accesses);
  Pendings.join(O.Pendings);
}

void LiveThread::repeat(const ir::Program &P, const LiveThread &O) {
  Pendings.repeat(P, O.Pendings);
  join(O);
}

} // namespace maprace::analysis
