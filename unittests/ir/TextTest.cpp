// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The textual IR: every construct survives the round trip, whatever its names.

#include "checker/ir/Text.h"

#include <gtest/gtest.h>

using namespace maprace::ir;

namespace {

/// Wraps lines of one function's body, parses, and prints them again.
std::string again(const std::string &Body) {
  Program P;
  std::string Head = "maprace-ir 1\nfile 0 \"a.cpp\"\nfunction f\n  bb0\n";
  std::optional<std::string> Error =
      parse(Head + "    " + Body + "\nend 1\n", "t.mir", P);
  if (Error)
    return *Error;
  std::string Text = print(P);
  size_t Start = Head.size() + 4;
  return Text.substr(Start, Text.size() - Start - 7);
}

class EventLine : public testing::TestWithParam<const char *> {};

TEST_P(EventLine, SurvivesTheRoundTrip) {
  EXPECT_EQ(again(GetParam()), GetParam());
}

INSTANTIATE_TEST_SUITE_P(
    Text, EventLine,
    testing::Values(
        R"-(access read p0*.Cache::map_ "find" at 0:13:9)-",
        R"-(access element-write %it.2* "operator=")-",
        R"-(access escape p0*.Cache::shards_[{i.2}%8]*.Shard::map "at")-",
        R"-(access write @"a.cpp:g_map" "operator[]")-",
        R"-(access write p0*."Cache<int>::map_"[?] "insert")-",
        R"-(access read p0*.Cache::table() "size")-",
        R"-(access read ="instance()"*.Cache::map_ "size")-",
        R"-(access read ?site.1."has space".Cache::map_ "size")-",
        R"-(access read %x.1."1st" "size")-",
        R"-(access read p0*.C::m["a]b"] "size")-",
        R"-(access read p0*.C::m "find" (const {k.1}) -> %found.1 tests)-",
        R"-(access write p0*.C::m "clear" many removes)-",
        R"-(access write p0*.C::m "operator[]" (const {k.1}) replaces)-",
        R"-(store %lambda.1 = fn "f()::(lambda:1)")-",
        R"-(store %lambda.1."f()::(lambda:1)::x" = &%x.1)-",
        R"-(store %p.1 = move %q.1 as {i.1}+1)-",
        R"-(store %p.1 = value %q.1 as "a, b")-",
        R"-(declare %x.1 type Cache)-",
        R"-(allocate %tmp.1 type Cache "new.1")-", R"-(destroy %threads.1)-",
        R"-(call fn "Cache::get(int)" (&p0*, const 3) -> %r.1 virtual)-",
        R"-(call %callback.1 (?, ? as {k.1}))-",
        R"-(spawn fn "Cache::run()" (&p0*, value %x.1, move %y.2, const "3 4", ?) -> %t.1 many joins serial @loop at 0:4:5)-",
        R"-(join %threads.1[?])-", R"-(acquire p0*.Cache::mu_ shared)-",
        R"-(acquire @flag shared once)-", R"-(signal @cv tasks)-",
        R"-(tryacquire p0*.Cache::mu_ -> %ok.1)-",
        R"-(guard %lk.1 (&p0*.Cache::mu_, &@g) shared defer)-",
        R"-(guardowns %lk.1 -> %ok.2)-", R"-(change {i.1} grows)-",
        R"-(change "a}b")-", R"-(return)-", R"-(return at 0:1:1)-",
        R"-(return value %x.1)-", R"-(return (?, ?))-",
        R"-(return () ?site.1)-", R"-(return ? ?site.1)-", R"-(store)-",
        R"-(call fn f (&-, value -))-",
        R"-(acquire #"line\nbreak \"quoted\" \\ \x01")-"));

TEST(Text, ATextIsPrintedAsItWas) {
  const char *Text = R"-(maprace-ir 1
file 0 "src/a.h"
file 1 "src/cache.cpp"
field Cache::map_ map at 0:10:5
field Cache::next_ display "next" type Cache
class Derived base Base base "Other<int>" overrides "Base::run()" by "Derived::run()"
function "Cache::get(int)" display "Cache::get" class Cache public escapes byvalue 01 requires p0*.Cache::mu_ shared at 1:12:7
  bb0 -> bb1 bb2 if !%ok.1
    access read p0*.Cache::map_ "find" at 1:13:9
  bb1
  bb2 -> bb0
    return
function "main()" entry
  bb0
    call fn "Cache::get(int)" (&%cache.1, const 1)
function "~X()" destructor calloperator
end 3
)-";
  Program P;
  EXPECT_EQ(parse(Text, "t", P), std::nullopt);
  EXPECT_EQ(print(P), Text);
}

TEST(Text, HandWrittenTextMayBeShort) {
  const char *Text = "// RUN: a comment\n\nmaprace-ir 1\r\nfunction \"f\"\n"
                     "acquire   @m\n\taccess @g\n// done\nend 1";
  Program P;
  EXPECT_EQ(parse(Text, "t", P), std::nullopt);
  EXPECT_EQ(print(P), "maprace-ir 1\nfunction f\n  bb0\n    acquire @m\n"
                      "    access read @g\nend 1\n");
}

TEST(Text, NumberingLeavesNoTrace) {
  const char *Text = "maprace-ir 1\nfile 0 \"a.h\"\nfile 1 \"b.h\"\n"
                     "field x map at 1:1:1\nend 0\n";
  Program P, Q;
  P.fileIndex("b.h");
  P.Symbols.intern("noise");
  P.Paths.root(Root::Global, P.Symbols.intern("more noise"));
  ASSERT_EQ(parse(Text, "t", P), std::nullopt);
  ASSERT_EQ(parse(Text, "t", Q), std::nullopt);
  EXPECT_EQ(print(P), print(Q));
}

TEST(Text, AnyByteMayStandInAName) {
  std::string Name;
  for (int C = 0; C < 256; ++C)
    Name += static_cast<char>(C);
  Program P;
  Symbol S = P.Symbols.intern(Name);
  Path Place = P.Paths.root(Root::Local, S);
  for (StepKind K : {StepKind::Field, StepKind::Index, StepKind::Call})
    Place = P.Paths.step(Place, K, S);
  Function F;
  F.Key = F.Class = S;
  Event E;
  E.K = Event::Change;
  E.Target = Place;
  E.Text = S;
  E.Args.push_back({Operand::Constant, 0, S});
  F.Blocks.push_back({{E}, {}, Place, true});
  P.Functions.emplace(Name, F);
  std::string Text = print(P);
  Program Q;
  EXPECT_EQ(parse(Text, "t", Q), std::nullopt);
  EXPECT_EQ(print(Q), Text);
  EXPECT_EQ(Q.Functions.begin()->first, Name);
}

} // namespace
