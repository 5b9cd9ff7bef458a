// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Threads that may be running.

#include "checker/analysis/LiveThread.h"

namespace maprace::analysis {

static bool sameTarget(const Pending &A, const Pending &B) {
  auto Object = [](const ir::Event &E) {
    return E.Virtual && !E.Args.empty() ? E.Args[0].Where : 0;
  };
  return A.What.Where == B.What.Where && A.What.Target == B.What.Target &&
         A.What.Callee == B.What.Callee && Object(A.What) == Object(B.What);
}

static Pending *findSame(std::vector<Pending> &All, const Pending &Open) {
  auto It = std::find_if(All.begin(), All.end(),
                         [&](const Pending &P) { return sameTarget(P, Open); });
  return It == All.end() ? nullptr : &*It;
}

bool LiveThread::operator==(const LiveThread &O) const {
  return Several == O.Several && Executor == O.Executor &&
         Signals == O.Signals &&
         std::equal(Pendings.begin(), Pendings.end(), O.Pendings.begin(),
                    O.Pendings.end(), sameTarget) &&
         (Accesses == O.Accesses || *Accesses == *O.Accesses);
}

void LiveThread::join(const LiveThread &O) {
  Several |= O.Several;
  Signals.unite(O.Signals);
  if (Accesses != O.Accesses && !(*Accesses == *O.Accesses)) {
    auto Both = std::make_shared<AccessList>(*Accesses);
    for (const Access &A : O.Accesses->all())
      Both->add(A);
    Accesses = std::move(Both);
  }
  for (const Pending &Open : O.Pendings)
    if (Pending *Mine = findSame(Pendings, Open))
      Mine->Several |= Open.Several;
    else
      Pendings.push_back(Open);
}

void LiveThread::repeat(const LiveThread &O) {
  for (const Pending &Open : O.Pendings)
    if (Pending *Mine = findSame(Pendings, Open))
      Mine->Several = true;
  join(O);
}

} // namespace maprace::analysis
