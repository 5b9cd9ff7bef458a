// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What places hold: ambiguous pointers, indexed places.

#include "checker/analysis/State.h"

#include <gtest/gtest.h>

using namespace maprace;
using namespace maprace::analysis;
using ir::Root;
using ir::StepKind;

namespace {

struct Places : testing::Test {
  ir::Program P;
  State S{P};

  Path local(const char *Name) {
    return P.Paths.root(Root::Local, P.Symbols.intern(Name));
  }
  Path behind(Path Pointer) { return P.Paths.step(Pointer, StepKind::Deref); }
  Path element(Path Of, const char *Index) {
    return P.Paths.step(Of, StepKind::Index, P.Symbols.intern(Index));
  }
  static Value addresses(std::initializer_list<Path> Of) {
    Value V;
    for (Path Where : Of)
      V.Pointees.insert(Where);
    return V;
  }
};

TEST_F(Places, AnAmbiguousPointerIsEachOfItsTargets) {
  Path X = local("x"), A = local("a"), B = local("b");
  S.store(X, addresses({A, B}));
  auto All = S.variants(behind(X), {});
  ASSERT_EQ(All.size(), 2u);
  EXPECT_EQ(std::min(All[0].first, All[1].first), std::min(A, B));
  EXPECT_EQ(std::max(All[0].first, All[1].first), std::max(A, B));
}

TEST_F(Places, PointersThatLeadToEachOtherComeToAnEnd) {
  Path X = local("x"), Y = local("y"), Z = local("z");
  S.store(X, addresses({behind(Y), behind(Z)}));
  S.store(Y, addresses({behind(X), behind(Z)}));
  S.store(Z, addresses({behind(X), behind(Y)}));
  EXPECT_LE(S.variants(behind(X), {}).size(), State::MaxAliases);
}

TEST_F(Places, AnObjectThatIsCopiedIntoItselfStaysSmall) {
  Path A = local("a"), Target = local("b");
  auto Field = [&](const char *Name) {
    return P.Paths.step(A, StepKind::Field, P.Symbols.intern(Name));
  };
  S.store(Field("first"), addresses({Target}));
  S.store(Field("second"), addresses({Target}));
  bool Fits = true;
  for (int Round = 0; Round != 30; ++Round) {
    Fits &= S.copyParts(S.under(A), A, Field("first"));
    Fits &= S.copyParts(S.under(A), A, Field("second"));
  }
  EXPECT_FALSE(Fits);
  EXPECT_LE(S.places().size(), 10'000u);
}

TEST_F(Places, AnUnknownIndexIsEveryIndex) {
  Path List = local("list"), A = local("a"), B = local("b");
  S.store(element(List, "1"), addresses({A}));
  EXPECT_EQ(S.load(element(List, "?")), addresses({A}));
  // What was looked for before is looked for again after a change.
  S.store(element(List, "2"), addresses({B}));
  EXPECT_EQ(S.load(element(List, "?")), addresses({A, B}));
  EXPECT_EQ(S.load(element(List, "2")), addresses({B}));
  EXPECT_TRUE(S.load(element(List, "3")).empty());
  S.forget(List);
  EXPECT_TRUE(S.load(element(List, "?")).empty());
}

} // namespace
