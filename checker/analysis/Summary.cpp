// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Access lists, and what lists speak of.

#include "checker/analysis/Summary.h"
#include "checker/analysis/Guarded.h"

namespace maprace::analysis {

Path mapOf(const ir::PathTable &Paths, const Access &A) {
  Path Map = namedPart(Paths, A.Target);
  bool Nameless =
      Paths.isRoot(Map) && (Paths[Map].RootKind == ir::Root::Alloc ||
                            Paths[Map].RootKind == ir::Root::Opaque);
  return Nameless && A.Named ? namedPart(Paths, A.Named) : Map;
}

void Mentions::add(const ir::PathTable &Paths, Path Where) {
  if (!Where)
    return;
  Roots.insert(Paths[Where].Top);
  Indexed |= Paths[Where].Indexed;
}

void Mentions::add(const ir::PathTable &Paths, const PathSet &Places) {
  for (Path Each : Places)
    add(Paths, Each);
}

void Mentions::add(const ir::PathTable &Paths, const LockSet &Locks) {
  for (const HeldLock &H : Locks)
    add(Paths, H.Lock);
}

bool AccessList::add(Access A) {
  auto Key = std::make_pair(A.Target, A.Where);
  auto [Begin, End] = Index.equal_range(Key);
  for (auto It = Begin; It != End; ++It)
    if (Items[It->second].sameAs(A))
      return false;
  if (Items.size() >= Cap) {
    Full = true;
    return false;
  }
  Index.emplace(Key, Items.size());
  Items.push_back(std::move(A));
  Spoken.reset();
  return true;
}

const Mentions &AccessList::mentions(const ir::PathTable &Paths) const {
  if (Spoken)
    return *Spoken;
  Mentions &All = Spoken.emplace();
  for (const Access &A : Items)
    eachPlaceOf(A, [&](const auto &Each) { All.add(Paths, Each); });
  return All;
}

bool AccessList::operator==(const AccessList &O) const {
  if (Items.size() != O.Items.size())
    return false;
  for (size_t I = 0; I != Items.size(); ++I)
    if (!Items[I].sameAs(O.Items[I]))
      return false;
  return true;
}

} // namespace maprace::analysis
