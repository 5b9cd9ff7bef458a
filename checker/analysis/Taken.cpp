// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// New objects that one thread puts into a container and another takes out: who
// took one has it alone, but for whoever put it there and goes on using it.

#include "checker/analysis/Frame.h"

#include <algorithm>

namespace maprace::analysis {

using ir::Root;
using ir::StepKind;

void Frame::putObjects(State &S, Path Place, const Value &What) const {
  if (P.Paths.isRoot(Place) || P.Paths[Place].Step != StepKind::Index ||
      !shareable(Place))
    return;
  for (Path Object : What.Pointees)
    if (P.Paths.isRoot(Object) && P.Paths[Object].RootKind == Root::Alloc)
      S.Put.insert(Object);
}

/// True if \p Taken may be \p Object: it was taken where that one was put.
bool Frame::waitedThere(const State &S, Path Object, Path Taken) const {
  auto From = TakenFrom.find(Taken);
  return From != TakenFrom.end() &&
         S.loadAll(From->second).Pointees.contains(Object);
}

namespace {
/// Gives all that lies in one object the names of another.
class Rebase {
public:
  Rebase(ir::PathTable &Paths, Path From, Path To)
      : Paths(Paths), From(From), To(To) {}

  void operator()(Path &Where) const {
    if (Where && Paths[Where].Top == From)
      Where = Paths.rebase(Where, From, To);
  }
  void operator()(PathSet &Set) const {
    PathSet Result;
    for (Path Each : Set) {
      (*this)(Each);
      Result.insert(Each);
    }
    Set = std::move(Result);
  }
  void operator()(LockSet &Locks) const {
    LockSet Result;
    for (HeldLock H : Locks) {
      (*this)(H.Lock);
      Result.apply(H);
    }
    Locks = std::move(Result);
  }

private:
  ir::PathTable &Paths;
  Path From, To;
};
} // namespace

/// Pairs \p A with what the thread \p Other does to the same object, which one
/// of the two put and the other took.
void Frame::pairTaken(const State &S, const Racer &A, TokenId Other) {
  auto Live = S.Live.find(Other);
  if (TakenFrom.empty() || Live == S.Live.end() || Live->second.Later)
    return;
  Path Mine = P.Paths[A.At.Target].Top;
  bool Took = TakenFrom.contains(Mine);
  if (!Took && !A.At.Put)
    return;
  for (const Access &Each : Live->second.Accesses->all()) {
    Path Theirs = P.Paths[Each.Target].Top;
    if (Took ? !Each.Put || !waitedThere(S, Theirs, Mine)
             : !waitedThere(S, Mine, Theirs))
      continue;
    Racer First = A, Second{Each, Tokens[Other]};
    First.At.Alone = Second.At.Alone = false;
    eachPlaceOf((Took ? First : Second).At,
                Took ? Rebase(P.Paths, Mine, Theirs)
                     : Rebase(P.Paths, Theirs, Mine));
    consider(First, Second, false);
  }
}

/// The same for all that the thread \p New does, once it is known what it puts
/// where.
void Frame::pairTaken(const State &S, TokenId New) {
  auto Mine = S.Live.find(New);
  if (!Recording || TakenFrom.empty() || Mine == S.Live.end())
    return;
  for (const auto &[Other, Live] : S.Live)
    if (Other != New && !S.inTurn(New, Other))
      for (const Access &A : Mine->second.Accesses->all())
        pairTaken(S, {A, Tokens[New]}, Other);
}

} // namespace maprace::analysis
