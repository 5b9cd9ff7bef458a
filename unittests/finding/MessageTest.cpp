// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The words that users read, in full.

#include "unittests/finding/Sample.h"

#include <gtest/gtest.h>

#include <algorithm>

using namespace maprace::finding;

namespace {

/// Each note as `LINE: TEXT`.
std::vector<std::string> lines(const std::vector<Note> &Notes) {
  std::vector<std::string> Lines;
  for (const Note &N : Notes)
    Lines.push_back(std::to_string(N.Where.Line) + ": " + N.Text);
  return Lines;
}

using Lines = std::vector<std::string>;

TEST(Message, NamesTheMapAndTheMissingLock) {
  EXPECT_EQ(message(sample::twoThreads()),
            "'GeoCache::entries_' is written here without a lock, while "
            "another thread may read it");
}

TEST(Message, SaysThatThreadsOfOneKindRace) {
  EXPECT_EQ(message(sample::withItself()),
            "'GeoCache::entries_' is written here without a lock by several "
            "threads at once");
}

TEST(Message, NamesTheLockThatIsOnlyShared) {
  EXPECT_EQ(message(sample::underSharedLock()),
            "'GeoCache::entries_' is written by 'operator[]' while only a "
            "shared (reader's) lock on 'GeoCache::mu_' is held");
}

TEST(Message, NamesTheGuardThatIsKeptElsewhere) {
  EXPECT_EQ(message(sample::contradiction()),
            "'GeoCache::entries_' is guarded by 'GeoCache::mu_' at 5 of 6 "
            "accesses, but is read here without it");
}

TEST(Message, NamesTheLockThatIsHeldInsteadOfTheGuard) {
  Finding F = sample::contradiction();
  F.Primary.Held = {{"GeoCache::other_", false, sample::at(19)}};
  EXPECT_EQ(message(F),
            "'GeoCache::entries_' is guarded by 'GeoCache::mu_' at 5 of 6 "
            "accesses, but is read here under 'GeoCache::other_' only");
}

TEST(Message, TellsLocksOfOneNameApart) {
  Finding F = sample::twoThreads();
  F.Primary.Held = {{"mu_", false, sample::at(19)}};
  F.Other.Held = {{"mu_", false, sample::at(29)}};
  EXPECT_EQ(message(F), "'GeoCache::entries_' is written here under 'mu_', "
                        "while another thread may read it under a different "
                        "'mu_'");
  F.Other.Held = {{"other_", true, sample::at(29)}};
  EXPECT_EQ(message(F), "'GeoCache::entries_' is written here under 'mu_', "
                        "while another thread may read it under a shared "
                        "(reader's) lock on 'other_'");
}

TEST(Message, SpeaksOfValuesWhereTheStructureStays) {
  Finding F = sample::twoThreads();
  F.Primary.Access = Kind::ElementRead;
  F.Other.Access = Kind::ElementWrite;
  EXPECT_EQ(message(F),
            "'GeoCache::entries_' has a value read here without a lock, while "
            "another thread may change a value in it");
}

TEST(Notes, TellBothSidesInReadingOrder) {
  EXPECT_EQ(
      lines(notes(sample::twoThreads())),
      (Lines{
          "20: 'operator[]' inserts a missing key, so it is a write",
          "50: thread A starts here and runs 'lambda in main'",
          "51: thread A calls 'GeoCache::refresh' here",
          "30: the other access: 'find' reads 'GeoCache::entries_' here in "
          "'GeoCache::lookup' under 'GeoCache::mu_'",
          "60: the other thread calls 'GeoCache::lookup' here",
          "29: the other access holds 'GeoCache::mu_', locked here",
          "9: 'GeoCache::entries_' is declared here",
          "30: the other access comes after the start of thread A, which may "
          "still be running",
      }));
}

TEST(Notes, ARaceWithItselfHasOneSide) {
  EXPECT_EQ(
      lines(notes(sample::withItself())),
      (Lines{
          "20: 'operator[]' inserts a missing key, so it is a write",
          "50: thread A, one of several, starts here and runs 'lambda in main'",
          "51: thread A calls 'GeoCache::refresh' here",
          "9: 'GeoCache::entries_' is declared here",
      }));
}

TEST(Notes, WeighTheEvidenceOfOneThread) {
  EXPECT_EQ(
      lines(notes(sample::underSharedLock())),
      (Lines{
          "20: 'operator[]' inserts a missing key, so it is a write",
          "50: thread A starts here and runs 'lambda in main'",
          "51: thread A calls 'GeoCache::refresh' here",
          "19: thread A holds 'GeoCache::mu_', locked here in shared "
          "(reader's) mode",
          "30: the other access: 'find' reads 'GeoCache::entries_' here in "
          "'GeoCache::lookup' under a shared (reader's) lock on "
          "'GeoCache::mu_'",
          "29: the other access holds 'GeoCache::mu_', locked here in shared "
          "(reader's) mode",
          "20: a shared (reader's) lock keeps writers out, but lets other "
          "readers in; a write needs the lock in exclusive mode",
          "9: 'GeoCache::entries_' is declared here",
          "30: only one thread is in sight: 'GeoCache::lookup' can be called "
          "from outside while thread A runs",
      }));
}

TEST(Notes, WeighTheEvidenceOfAContradiction) {
  EXPECT_EQ(
      lines(notes(sample::contradiction())),
      (Lines{
          "30: for example, 'find' reads 'GeoCache::entries_' here in "
          "'GeoCache::lookup' under 'GeoCache::mu_'",
          "29: that access holds 'GeoCache::mu_', locked here",
          "9: 'GeoCache::entries_' is declared here",
          "20: no second thread is in sight, but the code locks "
          "'GeoCache::mu_' at 5 of the 6 accesses to 'GeoCache::entries_', so "
          "it is meant to be shared between threads",
      }));
}

TEST(Notes, SayWhyTwoLocksDoNotHelp) {
  Finding F = sample::twoThreads();
  F.Primary.Held = {{"a_", false, sample::at(19)}};
  F.Other.Held = {{"b_", false, sample::at(29)}};
  Lines All = lines(notes(F));
  EXPECT_EQ(All[All.size() - 3],
            "19: 'a_' and 'b_' are different locks, so neither keeps out the "
            "other");
  F.Other.Held = {{"a_", false, sample::at(29)}};
  All = lines(notes(F));
  EXPECT_EQ(All[All.size() - 3],
            "19: each side locks its own 'a_': it is local to the call or "
            "belongs to another object, so it does not keep out the other");
}

TEST(Notes, ExplainOnlyWritesThatDoNotSoundLikeOne) {
  Finding F = sample::withItself();
  auto First = [&](const char *Operation) {
    F.Primary.Operation = Operation;
    return notes(F).front().Text;
  };
  EXPECT_EQ(First("operator="),
            "'operator=' replaces the whole map, so it is a write");
  EXPECT_EQ(First("move"), "moving from the map empties it, so it is a write");
  EXPECT_EQ(First("begin"),
            "'begin' may change the structure of the map, so it is a write");
  EXPECT_EQ(First("try_emplace"),
            "thread A, one of several, starts here and runs 'lambda in main'");
}

TEST(Notes, LeaveToOthersWhatComesBeforeTheThreadStarts) {
  Finding F = sample::twoThreads();
  F.Primary.Story.insert(F.Primary.Story.begin(),
                         {Step::Call, "Server::serve", {"main.cpp", 48, 3}});
  Lines All = lines(notes(F));
  EXPECT_NE(std::find(All.begin(), All.end(),
                      "48: 'Server::serve' is called here, on the way to the "
                      "start of thread A"),
            All.end());
}

TEST(Notes, AlwaysHaveAPlace) {
  Finding F = sample::underSharedLock();
  F.Primary.Story[0].Where = {};
  for (const Note &N : notes(F))
    EXPECT_NE(N.Where.Line, 0u) << N.Text;
}

TEST(Story, IsInOrderOfTimeAndNamesTheThread) {
  EXPECT_EQ(lines(story(sample::twoThreads())),
            (Lines{
                "50: thread A: starts and runs 'lambda in main'",
                "51: thread A: calls 'GeoCache::refresh'",
                "20: thread A: 'operator[]' writes 'GeoCache::entries_' "
                "without a lock in 'GeoCache::refresh'",
                "60: thread B: calls 'GeoCache::lookup'",
                "29: thread B: locks 'GeoCache::mu_'",
                "30: thread B: 'find' reads 'GeoCache::entries_' under "
                "'GeoCache::mu_' in 'GeoCache::lookup'",
            }));
  EXPECT_EQ(story(sample::withItself()).size(), 6u);
}

TEST(Rules, HaveNamesAndSummaries) {
  EXPECT_EQ(checkName(Rule::UnguardedAccess), "maprace-unguarded-access");
  EXPECT_EQ(checkName(Rule::WriteUnderSharedLock),
            "maprace-write-under-shared-lock");
  for (Rule R : allRules()) {
    EXPECT_EQ(checkName(R).rfind("maprace-", 0), 0u);
    EXPECT_EQ(summary(R).rfind("Finds ", 0), 0u);
    EXPECT_EQ(summary(R).back(), '.');
    EXPECT_FALSE(help(R).empty());
  }
  EXPECT_EQ(tierName(Tier::D), "D");
  EXPECT_EQ(kindName(Kind::ElementWrite), "element-write");
}

} // namespace
