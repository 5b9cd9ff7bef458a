// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Evidence with a thread in sight.

#include "checker/analysis/Conflict.h"
#include "checker/analysis/Decisions.h"
#include "checker/analysis/Evidence.h"
#include "checker/analysis/Guarded.h"

namespace maprace::analysis {

using finding::Finding;
using finding::Tier;
using ir::Root;

std::set<Symbol> touchedByThreads(const Summaries &All) {
  std::set<Symbol> Result;
  for (const auto &[Key, S] : All)
    Result.insert(S.ThreadMaps.begin(), S.ThreadMaps.end());
  return Result;
}

static bool sharedOnly(const ir::Program &P, const Access &A, const Access &B) {
  return protection(P, A.Target, A.Locks, B.Target, B.Locks) ==
         Protection::SharedOnly;
}

void addTierA(const ir::Program &P, const std::vector<RootEffects> &Roots,
              std::vector<Finding> &Out) {
  Describe Say(P);
  for (const RootEffects &R : Roots)
    for (const RacePair &Pair : R.Effects.Pairs)
      Out.push_back(Say.pair(Pair.A, Pair.B, Pair.Self,
                             sharedOnly(P, Pair.A.At, Pair.B.At), Tier::A));
}

/// True if two roots may speak of one object by the same path: a global, or a
/// member of the object that both are called on.
static bool comparable(const ir::Program &P, Path Target) {
  Path Top = P.Paths[Target].Top;
  switch (P.Paths[Top].RootKind) {
  case Root::Global:
  case Root::Result:
    return true;
  case Root::Param:
    return P.Paths[Top].Name == 0;
  default:
    return false;
  }
}

namespace {
/// Threads that one root leaves running against what another does.
class Clients {
public:
  Clients(const ir::Program &P, Decisions *Watch, std::vector<Finding> &Out)
      : P(P), Watch(Watch), Say(P), Out(Out) {}

  void compare(const RootEffects &Starter, const RootEffects &Other) {
    for (size_t I = 0; I != Starter.Effects.Threads.size(); ++I) {
      const Thread &T = Starter.Effects.Threads[I];
      if (T.Later)
        continue;
      for (const Access &A : T.Accesses->all()) {
        if (!comparable(P, A.Target))
          continue;
        for (const Access &B : Other.Effects.Accesses.all())
          if (meets(A, B))
            compare({A, T.Start}, {B, nullptr},
                    joinedBefore(Starter.Effects, I, B));
        for (size_t J = 0; J != Other.Effects.Threads.size(); ++J) {
          const Thread &U = Other.Effects.Threads[J];
          bool InTurn = sameHandle(Starter.Effects, I, Other.Effects, J);
          for (const Access &B : U.Accesses->all())
            if (meets(A, B))
              compare({A, T.Start}, {B, U.Start}, InTurn);
        }
      }
    }
  }

private:
  bool joinedBefore(const Summary &Starter, size_t Thread,
                    const Access &B) const {
    for (const auto &[Place, V] : Starter.Stores)
      if (V.Threads.contains(Thread))
        for (Path Handle : B.Joined)
          if (maySame(P, Place, Handle) || leadsTo(Starter, Handle, Place))
            return true;
    return false;
  }

  /// True if \p Where names the new object \p Object by a pointer that
  /// \p Maker has stored.
  bool leadsTo(const Summary &Maker, Path Where, Path Object) const {
    return P.Paths.isRoot(Object) && !P.Paths.isRoot(Where) &&
           P.Paths[Where].Step == ir::StepKind::Deref &&
           std::any_of(Maker.Stores.begin(), Maker.Stores.end(),
                       [&](const auto &Stored) {
                         return Stored.second.Pointees.contains(Object) &&
                                maySame(P, Stored.first, P.Paths[Where].Parent);
                       });
  }

  /// True if both threads are kept by one handle. It keeps one at a time: to
  /// assign to a joinable thread terminates ([thread.thread.assign]), to start
  /// a thread object that runs does nothing or throws.
  bool sameHandle(const Summary &S, size_t Thread, const Summary &Of,
                  size_t Other) const {
    for (const auto &[Place, V] : S.Stores)
      if (V.Threads.contains(Thread) && !P.Paths[Place].Indexed &&
          comparable(P, Place))
        for (const auto &[Same, W] : Of.Stores)
          if (Same == Place && W.Threads.contains(Other))
            return true;
    return false;
  }

  /// True for accesses of one map as far as a caller can tell.
  bool meets(const Access &A, const Access &B) const {
    return P.Paths[A.Target].Shape == P.Paths[B.Target].Shape &&
           comparable(P, B.Target) && maySame(P, A.Target, B.Target);
  }

  void compare(const Racer &A, const Racer &B, bool Joined) {
    Path Lock = 0;
    finding::Verdict Why =
        Joined ? finding::Verdict::Joined : judge(P, A, B, false, Lock);
    if (Watch)
      Watch->decided(P, A, B, Why, Lock);
    if (Why == finding::Verdict::Races)
      Out.push_back(Say.pair(A, B, false, sharedOnly(P, A.At, B.At), Tier::B));
  }

  const ir::Program &P;
  Decisions *Watch;
  Describe Say;
  std::vector<Finding> &Out;
};
} // namespace

void addTasksOfUsers(const ir::Program &P, const RootEffects &User,
                     std::vector<Finding> &Out) {
  Describe Say(P);
  for (const RacePair &Pair : User.Effects.Pairs) {
    auto IsTask = [](const Racer &R) { return R.By && R.By->IsTask; };
    if ((IsTask(Pair.A) || IsTask(Pair.B)) && comparable(P, Pair.A.At.Target) &&
        comparable(P, Pair.B.At.Target))
      Out.push_back(Say.pair(Pair.A, Pair.B, Pair.Self,
                             sharedOnly(P, Pair.A.At, Pair.B.At), Tier::B));
  }
}

void addTierB(const ir::Program &P, const std::vector<RootEffects> &Roots,
              Decisions *Watch, std::vector<Finding> &Out) {
  Clients Compare(P, Watch, Out);
  for (const RootEffects &Starter : Roots)
    for (const RootEffects &Other : Roots)
      // Nobody calls a constructor while the object's thread lives.
      if (&Starter != &Other && Other.Code->Kind != ir::Role::Constructor &&
          Other.Code->Kind != ir::Role::Copy &&
          Starter.Code->Reachable != ir::Reach::Entry &&
          Other.Code->Reachable != ir::Reach::Entry &&
          // Whoever ends an object sees to it that no thread is in it.
          !(Starter.Code->Declared && Other.Code->Kind == ir::Role::Destructor))
        Compare.compare(Starter, Other);
}

} // namespace maprace::analysis
