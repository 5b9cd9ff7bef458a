// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Fingerprints and order: what stays the same when the code moves, and when
// the analysis finds things in another order.

#include "unittests/finding/Sample.h"

#include <gtest/gtest.h>

#include <algorithm>

using namespace maprace::finding;

namespace {

TEST(Fingerprint, IsFixed) {
  // Baselines hold it: a change here needs a new key in the reports.
  EXPECT_EQ(fingerprint(sample::twoThreads()), "738de386da84ea6f");
}

TEST(Fingerprint, SurvivesMovedCodeAndBetterEvidence) {
  Finding F = sample::twoThreads();
  std::string Before = fingerprint(F);
  F.Primary.Where = {"moved.cpp", 999, 1};
  F.Other.Where.Line += 7;
  F.MapDeclared = {};
  F.Other.Held.clear();
  F.Primary.Story.clear();
  F.Evidence = Tier::B;
  EXPECT_EQ(fingerprint(F), Before);
}

TEST(Fingerprint, DoesNotHangOnWhichSideIsPrimary) {
  Finding F = sample::twoThreads();
  std::string Before = fingerprint(F);
  std::swap(F.Primary, F.Other);
  EXPECT_EQ(fingerprint(F), Before);
}

TEST(Fingerprint, TellsBugsApart) {
  Finding F = sample::twoThreads();
  std::vector<std::string> All = {fingerprint(F)};
  Finding G = F;
  G.Map = "GeoCache::other_";
  All.push_back(fingerprint(G));
  G = F;
  G.What = Rule::WriteUnderSharedLock;
  All.push_back(fingerprint(G));
  G = F;
  G.Other.Function = "GeoCache::size";
  All.push_back(fingerprint(G));
  G = F;
  G.Other.Access = Kind::Write;
  All.push_back(fingerprint(G));
  All.push_back(fingerprint(sample::withItself()));
  std::sort(All.begin(), All.end());
  EXPECT_EQ(std::unique(All.begin(), All.end()), All.end());
}

TEST(Fingerprint, OfAContradictionDoesNotHangOnTheExample) {
  Finding F = sample::contradiction();
  std::string Before = fingerprint(F);
  F.Other.Function = "GeoCache::size";
  F.Guarded = 6;
  EXPECT_EQ(fingerprint(F), Before);
}

TEST(Order, IsThatOfPlacesAndHidesTheOrderOfMaking) {
  Finding Late = sample::twoThreads(), Early = Late, Column = Late;
  Early.Primary.Where.Line = 3;
  Column.Primary.Where.Column = 1;
  Finding Longer = Late;
  Longer.Primary.Story.push_back({Step::Call, "g", sample::at(52)});
  std::vector<Finding> All = {Late, Early, Column, Longer};
  auto Print = [](std::vector<Finding> Findings) {
    sortAndDedupe(Findings);
    std::string Text;
    for (const Finding &F : Findings) {
      Text += std::to_string(F.Primary.Where.Line) + ":" +
              std::to_string(F.Primary.Where.Column) + "\n";
      for (const Note &N : notes(F))
        Text += N.Text + "\n";
    }
    return Text;
  };
  std::string Expected = Print(All);
  EXPECT_EQ(Expected.rfind("3:5\n", 0), 0u);
  std::vector<size_t> Permutation = {0, 1, 2, 3};
  do {
    std::vector<Finding> Shuffled;
    for (size_t I : Permutation)
      Shuffled.push_back(All[I]);
    EXPECT_EQ(Print(Shuffled), Expected);
  } while (std::next_permutation(Permutation.begin(), Permutation.end()));
}

TEST(Order, KeepsTheStrongestOfOnePlace) {
  Finding Weak = sample::twoThreads(), Strong = Weak;
  Weak.Evidence = Tier::B;
  std::vector<Finding> All = {Weak, Strong, Weak};
  sortAndDedupe(All);
  ASSERT_EQ(All.size(), 1u);
  EXPECT_EQ(All[0].Evidence, Tier::A);
}

TEST(Order, KeepsOneFingerprintAtTwoPlaces) {
  Finding F = sample::twoThreads(), G = F;
  G.Primary.Where.Line++;
  std::vector<Finding> All = {G, F};
  sortAndDedupe(All);
  ASSERT_EQ(All.size(), 2u);
  EXPECT_LT(All[0].Primary.Where, All[1].Primary.Where);
}

} // namespace
