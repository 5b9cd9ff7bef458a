// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Paths as people are told of them.

#include "checker/build/Paths.h"

#include "gtest/gtest.h"

using namespace maprace::build;

namespace {

TEST(Paths, AbsoluteIsFreeOfDots) {
  EXPECT_EQ(absolute("../a/./b.cpp", "/x/y"), "/x/a/b.cpp");
  EXPECT_EQ(absolute("/a/../b.cpp", "/x"), "/b.cpp");
  EXPECT_EQ(absolute(".", "/x/y"), "/x/y");
  EXPECT_EQ(absolute("..", "/x"), "/");
}

TEST(Paths, RelativeOnlyBelowTheRoot) {
  EXPECT_EQ(relativeTo("/x", "/x/y/a.cpp"), "y/a.cpp");
  EXPECT_EQ(relativeTo("/", "/x/a.cpp"), "x/a.cpp");
  EXPECT_EQ(relativeTo("/x", "/xy/a.cpp"), "/xy/a.cpp");
}

} // namespace
