// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Bad text is refused with a place and a reason, and changes nothing.

#include "checker/ir/Text.h"

#include <gtest/gtest.h>

using namespace maprace::ir;

namespace {

std::string errorOf(std::string_view Text) {
  Program P;
  return parse(Text, "t.mir", P).value_or("none");
}

std::string errorIn(const std::string &Line) {
  return errorOf("maprace-ir 1\nfunction f\n" + Line + "\nend 1\n");
}

TEST(Malformed, NamesThePlaceAndWhatWasExpected) {
  EXPECT_EQ(errorOf(""), "t.mir:0: expected 'maprace-ir 1'");
  EXPECT_EQ(errorOf("maprace-ir 2\n"),
            "t.mir:1: expected version 1 of the format");
  EXPECT_EQ(errorIn("access read q"),
            "t.mir:3: expected a part of an event: a place, '(', '->', a flag "
            "or 'at'");
  EXPECT_EQ(errorIn("acquire @m at 0:1:1"),
            "t.mir:3: expected the number of a file listed above");
  EXPECT_EQ(errorIn("call fn f (&@a &@b)"),
            "t.mir:3: expected ',' or ')' after an operand");
  EXPECT_EQ(errorIn("acquire @\"m"),
            "t.mir:3: expected a quote that ends the string");
  EXPECT_EQ(errorIn("acquire @m!"),
            "t.mir:3: expected '*', '.', '[' or a space after a place");
  EXPECT_EQ(errorIn("acquire p99999999999"),
            "t.mir:3: expected a parameter's number");
  EXPECT_EQ(errorIn("bb1"), "t.mir:3: expected blocks numbered from 0 on");
  EXPECT_EQ(errorIn("bb0 -> bb1"),
            "t.mir:4: expected every block that the function above leads to");
  EXPECT_EQ(errorIn("function f"),
            "t.mir:3: expected a key that is not defined above");
}

TEST(Malformed, TruncationIsSeenAtEveryByte) {
  std::string Text = "maprace-ir 1\nfile 0 \"a.cpp\"\nfield C::m map at 0:1:1\n"
                     "function f at 0:2:1\n  bb0 -> bb1\n    access write "
                     "@\"x y\"[?] \"insert\" at 0:3:4\n  bb1\nend 1";
  ASSERT_EQ(errorOf(Text), "none");
  for (size_t Size = 0; Size < Text.size(); ++Size)
    EXPECT_NE(errorOf(Text.substr(0, Size)), "none") << Size;
}

TEST(Malformed, LinesLostInTheMiddleAreSeen) {
  EXPECT_EQ(errorOf("maprace-ir 1\nfunction f\nend 2\n"),
            "t.mir:3: expected the number of functions above (is the text "
            "complete?)");
  EXPECT_EQ(errorOf("maprace-ir 1\nend 0\nend 0\n"),
            "t.mir:3: expected nothing after 'end'");
}

TEST(Malformed, NoByteOfAGoodTextIsNeededForSafety) {
  std::string Text = "maprace-ir 1\nfile 0 \"a\"\nclass A base B overrides f "
                     "by g\nfunction f byvalue 01 requires p0*.A::m at 0:1:1\n "
                     "bb0 -> bb0 if !%x.1\n spawn fn f (&p0*.m[{i.1}], const "
                     "\"3\") -> %t.1[\"x\"] serial #s\nend 1\n";
  for (size_t I = 0; I < Text.size(); ++I)
    for (char C : {'\0', '"', '\\', ' ', '[', '9', '\n'}) {
      std::string Changed = Text;
      Changed[I] = C;
      errorOf(Changed); // must neither crash nor hang
    }
}

TEST(Malformed, LeavesTheProgramAsItWas) {
  Program P;
  ASSERT_EQ(parse("maprace-ir 1\nfile 0 \"a.cpp\"\nfunction f at 0:1:1\nend 1",
                  "a", P),
            std::nullopt);
  std::string Before = print(P);
  EXPECT_TRUE(parse("maprace-ir 1\nfile 0 \"b.cpp\"\nfield m map\n"
                    "function f escapes at 0:1:1\nfunction g\nend 1",
                    "b", P));
  EXPECT_EQ(print(P), Before);
  EXPECT_EQ(P.fileIndex("b.cpp"), 1u);
}

} // namespace
