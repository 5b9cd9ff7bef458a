// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reading several units into one program: idempotent, and commutative where
// the units agree.

#include "checker/ir/Text.h"

#include <gtest/gtest.h>

#include <algorithm>

using namespace maprace::ir;

namespace {

std::string merged(const std::vector<std::string> &Units) {
  Program P;
  for (const std::string &Unit : Units)
    if (auto Error = parse(Unit, "unit", P))
      return *Error;
  return print(P);
}

const std::string A = R"-(maprace-ir 1
file 0 "a.cpp"
file 1 "c.h"
field C::m map at 1:3:4
function "C::get()" class C at 1:5:6
  bb0
    access read p0*.C::m "find" at 1:6:7
function "a()" public escapes at 0:1:1
  bb0
    call fn "C::get()" (&@c)
end 2
)-";

const std::string B = R"-(maprace-ir 1
file 0 "b.cpp"
file 1 "c.h"
field C::m map at 1:3:4
class D base C overrides "C::run()" by "D::run()"
function "C::get()" class C at 1:5:6
  bb0
    access read p0*.C::m "find" at 1:6:7
function "b()" at 0:9:1
end 2
)-";

/// Declares what A defines, and lets it escape.
const std::string Declares = R"-(maprace-ir 1
class D
function "C::get()" escapes
function "b()" public
end 2
)-";

TEST(Merge, IsIdempotent) {
  EXPECT_EQ(merged({A, A}), A);
  EXPECT_EQ(merged({A, B, A, B}), merged({A, B}));
}

TEST(Merge, IsCommutative) {
  std::vector<std::string> Units = {A, B, Declares};
  std::sort(Units.begin(), Units.end());
  std::string Expected = merged(Units);
  do
    EXPECT_EQ(merged(Units), Expected);
  while (std::next_permutation(Units.begin(), Units.end()));
}

TEST(Merge, ReadsItsOwnResult) {
  std::string Once = merged({B, A});
  EXPECT_EQ(merged({Once}), Once);
}

TEST(Merge, ABodyWinsAndAnEscapeStays) {
  std::string Text = merged({Declares, A});
  EXPECT_NE(Text.find("function \"C::get()\" class C escapes at"),
            std::string::npos)
      << Text;
}

} // namespace
