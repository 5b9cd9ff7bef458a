// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Locksets: counts, modes, and what holds on every way.

#include "checker/analysis/LockSet.h"

#include <gtest/gtest.h>

using namespace maprace::analysis;

static constexpr Path Mu = 7, Other = 9;

TEST(LockSet, CountsRecursiveHolds) {
  LockSet Locks;
  Locks.acquire(Mu, LockMode::Exclusive, {});
  Locks.acquire(Mu, LockMode::Exclusive, {});
  Locks.release(Mu, LockMode::Exclusive);
  EXPECT_TRUE(Locks.find(Mu)->held());
  Locks.release(Mu, LockMode::Exclusive);
  EXPECT_FALSE(Locks.find(Mu)->held());
}

TEST(LockSet, LettingGoACallersLockCountsBelowZero) {
  LockSet Locks;
  Locks.release(Mu, LockMode::Exclusive);
  EXPECT_EQ(Locks.find(Mu)->Exclusive, -1);
}

TEST(LockSet, ASecondReleaseOfALockOfItsOwnIsNoCallersLock) {
  LockSet Locks;
  Locks.acquire(Mu, LockMode::Exclusive, {});
  Locks.release(Mu, LockMode::Exclusive);
  Locks.release(Mu, LockMode::Exclusive);
  EXPECT_EQ(Locks.find(Mu)->Exclusive, 0);
}

TEST(LockSet, OneFunctionLetsGoEitherMode) {
  LockSet Locks;
  Locks.acquire(Mu, LockMode::Shared, {});
  Locks.release(Mu, LockMode::Exclusive);
  EXPECT_FALSE(Locks.find(Mu)->held());
}

/// What a caller that holds \p Mu in \p Mode holds after \p Callee.
static const HeldLock *after(LockMode Mode, const LockSet &Callee) {
  static LockSet Caller;
  Caller = {};
  Caller.acquire(Mu, Mode, {});
  Caller = sum(Caller, Callee);
  return Caller.find(Mu);
}

TEST(LockSet, ACallersLockIsLetGoInItsModeAndTakenInAnother) {
  LockSet Callee;
  Callee.releaseEither(Mu);
  EXPECT_FALSE(after(LockMode::Shared, Callee)->held());
  EXPECT_FALSE(after(LockMode::Exclusive, Callee)->held());
  Callee.acquire(Mu, LockMode::Exclusive, {});
  EXPECT_TRUE(Callee.find(Mu)->held());
  for (LockMode Mode : {LockMode::Shared, LockMode::Exclusive}) {
    EXPECT_EQ(after(Mode, Callee)->Exclusive, 1);
    EXPECT_EQ(after(Mode, Callee)->Shared, 0);
  }
  Callee.releaseEither(Mu);
  EXPECT_FALSE(Callee.find(Mu)->held());
  EXPECT_FALSE(after(LockMode::Shared, Callee)->held());
}

TEST(LockSet, LetGoAndTakenAgainOnOneWayIsHeldByTheCallerOnBoth) {
  LockSet Again, Untouched;
  Again.releaseEither(Mu);
  Again.acquire(Mu, LockMode::Shared, {});
  LockSet Joined = Untouched;
  Joined.join(Again);
  Again.join(Untouched);
  EXPECT_EQ(Joined, Again);
  for (LockMode Mode : {LockMode::Shared, LockMode::Exclusive})
    EXPECT_TRUE(after(Mode, Joined)->held());
}

TEST(LockSet, LetGoOnOneWayIsHeldByTheCallerOnNone) {
  LockSet Gone, Untouched;
  Gone.releaseEither(Mu);
  Untouched.join(Gone);
  EXPECT_FALSE(after(LockMode::Shared, Untouched)->held());
}

TEST(LockSet, JoinKeepsWhatBothWaysHold) {
  LockSet A, B;
  A.acquire(Mu, LockMode::Exclusive, {});
  A.acquire(Other, LockMode::Exclusive, {});
  B.acquire(Mu, LockMode::Exclusive, {});
  A.join(B);
  EXPECT_TRUE(A.find(Mu)->held());
  EXPECT_FALSE(A.find(Other)->held());
}

TEST(LockSet, JoinIsCommutative) {
  LockSet A, B;
  A.acquire(Mu, LockMode::Exclusive, {});
  B.acquire(Other, LockMode::Shared, {});
  B.release(Mu, LockMode::Exclusive);
  LockSet AB = A, BA = B;
  AB.join(B);
  BA.join(A);
  EXPECT_EQ(AB, BA);
}

TEST(LockSet, ACallsEffectDoesNotLetGoMoreThanThereIs) {
  LockSet Locks, Callee;
  Locks.acquire(Mu, LockMode::Exclusive, {});
  Locks.release(Mu, LockMode::Exclusive);
  Callee.release(Mu, LockMode::Exclusive);
  Locks.apply(*Callee.find(Mu));
  EXPECT_EQ(Locks.find(Mu)->Exclusive, 0);
}

TEST(LockSet, WhatACallerHoldsMayBeLetGoForAWhileAgainAndAgain) {
  LockSet Callee;
  for (int Round = 0; Round != 2; ++Round) {
    Callee.release(Mu, LockMode::Exclusive);
    EXPECT_EQ(Callee.find(Mu)->Exclusive, -1);
    Callee.acquire(Mu, LockMode::Exclusive, {});
    EXPECT_FALSE(Callee.holds(Mu));
  }
}

TEST(LockSet, MissedIsWhatIsMissedOnBothWays) {
  LockSet Here, There;
  Here.miss(Mu, {});
  Here.miss(Other, {});
  There.miss(Mu, {});
  Here.join(There);
  EXPECT_TRUE(Here.find(Mu)->Missed);
  EXPECT_FALSE(Here.find(Other)->Missed);
}

TEST(LockSet, WhatIsHeldIsNotMissed) {
  LockSet Locks;
  Locks.miss(Mu, {});
  Locks.acquire(Mu, LockMode::Exclusive, {});
  Locks.miss(Mu, {});
  EXPECT_FALSE(Locks.find(Mu)->Missed);
}

TEST(LockSet, CallersMissNothing) {
  LockSet Locks;
  Locks.miss(Mu, {});
  Locks.dropAssumed();
  EXPECT_FALSE(Locks.find(Mu)->Missed);
}
