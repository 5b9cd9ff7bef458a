// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Laws of access paths: interning, prefixes, rebasing.

#include "checker/ir/Program.h"
#include "checker/ir/Text.h"

#include <gtest/gtest.h>

using namespace maprace::ir;

namespace {

struct PathTest : testing::Test {
  Program P;
  Path This = P.Paths.root(Root::Param, 0);
  Path Object = P.Paths.step(This, StepKind::Deref);
  Path Map = field(Object, "C::map_");

  Path field(Path Base, const char *Name) {
    return P.Paths.step(Base, StepKind::Field, P.Symbols.intern(Name));
  }
};

TEST_F(PathTest, EqualPathsAreOneNumber) {
  EXPECT_EQ(field(Object, "C::map_"), Map);
  EXPECT_NE(field(Object, "C::other_"), Map);
  EXPECT_EQ(P.Paths.root(Root::Param, 0), This);
  EXPECT_NE(P.Paths.root(Root::Local, 0), This);
}

TEST_F(PathTest, StepsOfOneNameAndOtherKindDiffer) {
  Symbol S = P.Symbols.intern("C::map_");
  EXPECT_NE(P.Paths.step(Object, StepKind::Call, S), Map);
  EXPECT_NE(P.Paths.step(Object, StepKind::Index, S), Map);
}

TEST_F(PathTest, PrefixIsReflexiveAndNeverTheEmptyPath) {
  EXPECT_TRUE(P.Paths.hasPrefix(Map, Map));
  EXPECT_TRUE(P.Paths.hasPrefix(Map, This));
  EXPECT_FALSE(P.Paths.hasPrefix(This, Map));
  EXPECT_FALSE(P.Paths.hasPrefix(Map, 0));
  EXPECT_FALSE(P.Paths.hasPrefix(0, Map));
}

TEST_F(PathTest, RebaseReplacesThePrefix) {
  Path Global = P.Paths.root(Root::Global, P.Symbols.intern("instance"));
  Path Moved = P.Paths.rebase(Map, Object, Global);
  EXPECT_EQ(print(P, Moved), "@instance.C::map_");
  EXPECT_EQ(P.Paths.rebase(Map, Map, Global), Global);
  EXPECT_EQ(P.Paths[Moved].Top, Global);
  EXPECT_EQ(P.Paths[Moved].Depth, 1u);
}

TEST_F(PathTest, ChainListsTheStepsFromTheRoot) {
  EXPECT_EQ(P.Paths.chain(Map), (std::vector<Path>{Object, Map}));
  EXPECT_TRUE(P.Paths.chain(This).empty());
  EXPECT_TRUE(P.Paths.isRoot(This));
  EXPECT_FALSE(P.Paths.isRoot(Map));
  EXPECT_FALSE(P.Paths.isRoot(0));
}

TEST(Path, ShapeLeavesOutTheNamesOfIndices) {
  Program P;
  Path Shards = P.Paths.root(Root::Global, P.Symbols.intern("shards"));
  auto Map = [&](const char *Index) {
    Path Shard = P.Paths.step(Shards, StepKind::Index, P.Symbols.intern(Index));
    return P.Paths.step(Shard, StepKind::Field, P.Symbols.intern("S::map"));
  };
  Path A = Map("1"), B = Map("{i.1}%8");
  EXPECT_EQ(P.Paths[A].Shape, P.Paths[B].Shape);
  EXPECT_NE(P.Paths[A].Shape, P.Paths[P.Paths[A].Parent].Shape);
  EXPECT_TRUE(P.Paths[A].Indexed);
  EXPECT_FALSE(P.Paths[Shards].Indexed);
  EXPECT_EQ(P.Paths[Shards].Shape, Shards);
}

TEST(Program, FileIndexFindsFilesAddedByHand) {
  Program P;
  P.Files = {"a.cpp", "b.cpp"};
  EXPECT_EQ(P.fileIndex("b.cpp"), 1u);
  EXPECT_EQ(P.fileIndex("c.cpp"), 2u);
  EXPECT_EQ(P.fileIndex("a.cpp"), 0u);
  EXPECT_EQ(P.Files.size(), 3u);
}

TEST(Program, SymbolsSurviveAMove) {
  Program P;
  Symbol S = P.Symbols.intern("short");
  Program Q = std::move(P);
  EXPECT_EQ(Q.text(S), "short");
  EXPECT_EQ(Q.Symbols.intern("short"), S);
  EXPECT_EQ(Q.Symbols.intern(""), 0u);
}

} // namespace
