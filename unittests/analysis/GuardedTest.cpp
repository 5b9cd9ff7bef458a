// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// When two locksets have a lock in common, relative to the two paths to the
// map.

#include "checker/analysis/Guarded.h"

#include <gtest/gtest.h>

using namespace maprace::analysis;
using maprace::ir::Root;
using maprace::ir::StepKind;

class Guarded : public testing::Test {
protected:
  /// `BASE[Index].Field`, of the global array or of a global object without.
  Path in(const char *Base, const char *Index, const char *Field) {
    Path At = P.Paths.root(Root::Global, P.Symbols.intern(Base));
    if (*Index)
      At = P.Paths.step(At, StepKind::Index, P.Symbols.intern(Index));
    return P.Paths.step(At, StepKind::Field, P.Symbols.intern(Field));
  }
  static LockSet holding(Path Lock, LockMode Mode = LockMode::Exclusive) {
    LockSet Result;
    Result.acquire(Lock, Mode, {});
    return Result;
  }
  Protection judge(Path Map, LockSet A, LockSet B) {
    return protection(P, Map, A, Map, B);
  }
  maprace::ir::Program P;
};

TEST_F(Guarded, ElementsOfUnrelatedIndicesMayBeOne) {
  EXPECT_TRUE(maySame(P, in("s", "{i.1}", "map"), in("s", "{k.2}", "map")));
  EXPECT_TRUE(maySame(P, in("s", "?", "map"), in("s", "3", "map")));
}

TEST_F(Guarded, ElementsOfConstantIndicesDiffer) {
  EXPECT_FALSE(maySame(P, in("s", "1", "map"), in("s", "2", "map")));
}

TEST_F(Guarded, AnElementOfAnEarlierRoundIsAnother) {
  EXPECT_FALSE(maySame(P, in("s", "{i.1}", "map"), in("s", "{i.1'}", "map")));
}

TEST_F(Guarded, FieldsAndObjectsTellApart) {
  EXPECT_FALSE(maySame(P, in("s", "", "map"), in("s", "", "other")));
  EXPECT_FALSE(maySame(P, in("s", "", "map"), in("t", "", "map")));
}

TEST_F(Guarded, OneExclusiveHoldExcludesASharedOne) {
  Path Map = in("c", "", "map"), Mu = in("c", "", "mu");
  EXPECT_EQ(judge(Map, holding(Mu), holding(Mu, LockMode::Shared)),
            Protection::Guarded);
  EXPECT_EQ(
      judge(Map, holding(Mu, LockMode::Shared), holding(Mu, LockMode::Shared)),
      Protection::SharedOnly);
}

TEST_F(Guarded, AMutexOfAnotherObjectIsNotCommon) {
  Path Map = in("c", "", "map");
  EXPECT_EQ(judge(Map, holding(in("c", "", "mu")), holding(in("d", "", "mu"))),
            Protection::None);
}

TEST_F(Guarded, AShardsOwnLockGuardsItWhateverTheIndex) {
  Path MapI = in("s", "{i.1}", "map"), MapK = in("s", "{k.1}", "map");
  EXPECT_EQ(protection(P, MapI, holding(in("s", "{i.1}", "mu")), MapK,
                       holding(in("s", "{k.1}", "mu"))),
            Protection::Guarded);
}

TEST_F(Guarded, AnotherShardsLockDoesNot) {
  Path MapI = in("s", "{i.1}", "map"), MapK = in("s", "{k.1}", "map");
  EXPECT_EQ(protection(P, MapI, holding(in("s", "{j.1}", "mu")), MapK,
                       holding(in("s", "{k.1}", "mu"))),
            Protection::None);
}

TEST_F(Guarded, AStripedLockDoesNotGuardOneMap) {
  Path Map = in("c", "", "map");
  EXPECT_EQ(judge(Map, holding(in("locks", "{h.1}", "mu")),
                  holding(in("locks", "{h.1}", "mu"))),
            Protection::None);
}

TEST_F(Guarded, StripesByTheMapsOwnIndexDo) {
  EXPECT_EQ(protection(P, in("maps", "{i.1}", "m"),
                       holding(in("locks", "{i.1}", "mu")),
                       in("maps", "{k.1}", "m"),
                       holding(in("locks", "{k.1}", "mu"))),
            Protection::Guarded);
}

TEST_F(Guarded, BeingAfterAnInitialisationTogetherExcludesNothing) {
  Path Map = in("c", "", "map");
  LockSet After;
  After.acquire(in("c", "", "once"), LockMode::Shared, {}, true);
  EXPECT_EQ(judge(Map, After, After), Protection::None);
}
