// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How entries are found, and how later ones replace earlier ones.

#include "checker/model/Model.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>

namespace {

using namespace maprace::model;

Models load(std::initializer_list<const char *> Texts) {
  Models M;
  for (const char *Text : Texts)
    EXPECT_EQ(M.add(Text, "test.json"), std::nullopt);
  return M;
}

TEST(Lookup, UnknownNamesAreNull) {
  Models M;
  EXPECT_EQ(M.type("std::map"), nullptr);
  EXPECT_EQ(M.function("std::move"), nullptr);
  EXPECT_EQ(M.function("move"), nullptr);
  EXPECT_EQ(M.function("", 0), nullptr);
  EXPECT_EQ(M.tag("x"), std::nullopt);
  EXPECT_FALSE(M.runsLater("x"));
  EXPECT_TRUE(M.typesOfKind(TypeKind::Map).empty());
}

TEST(Lookup, AWildcardIsForOneNamespaceAndComesLast) {
  Models M = load({R"({"functions": [
    {"name": "a::*", "role": "invoke"},
    {"name": "a::begin", "role": "ignore"},
    {"name": "a::b::*", "role": "bind"}]})"});
  EXPECT_EQ(M.function("a::sort")->What, Role::Invoke);
  EXPECT_EQ(M.function("a::sort", 3)->What, Role::Invoke);
  EXPECT_EQ(M.function("a::begin")->What, Role::Ignore);
  EXPECT_EQ(M.function("a::b::f")->What, Role::Bind);
  EXPECT_EQ(M.function("a::c::f"), nullptr);
  EXPECT_EQ(M.function("b::sort"), nullptr);
}

TEST(Lookup, TheNumberOfArgumentsGoesFirst) {
  Models M = load({R"({
    "types": [{"name": "T", "kind": "map", "read": "f/0", "write": "f"}],
    "functions": [
      {"name": "f", "role": "identity", "argument": 0},
      {"name": "f/3", "role": "ignore"},
      {"name": "g/1", "role": "ignore"}]})"});
  EXPECT_EQ(M.type("T")->operation("f", 0)->What, Role::Read);
  EXPECT_EQ(M.type("T")->operation("f", 1)->What, Role::Write);
  EXPECT_EQ(M.type("T")->operation("g", 1), nullptr);
  EXPECT_EQ(M.function("f", 1)->What, Role::Identity);
  EXPECT_EQ(M.function("f", 3)->What, Role::Ignore);
  EXPECT_EQ(M.function("f")->What, Role::Identity);
  EXPECT_EQ(M.function("g"), nullptr);
}

TEST(Lookup, LaterEntriesReplaceEarlierOnesWhole) {
  Models M = load({R"({"types": [
                     {"name": ["A", "B"], "kind": "map", "read": "find"}]})",
                   R"({"types": [
                     {"name": "A", "kind": "thread-safe"}]})"});
  EXPECT_EQ(M.type("A")->Kind, TypeKind::ThreadSafe);
  EXPECT_TRUE(M.type("A")->Operations.empty());
  EXPECT_EQ(M.type("B")->Kind, TypeKind::Map);
}

TEST(Lookup, LikeCopiesAndExtends) {
  Models M = load({R"({
    "types": [
      {"name": "A", "kind": "map", "read": "find", "write": "grow"},
      {"name": "B", "like": "A", "read": "grow", "unstable-references": true}],
    "functions": [
      {"name": "f", "role": "spawn", "callables": 1, "pass-from": 2},
      {"name": "g", "like": "f", "many": true}]})"});
  EXPECT_EQ(M.type("B")->operation("find", 1)->What, Role::Read);
  EXPECT_EQ(M.type("B")->operation("grow", 0)->What, Role::Read);
  EXPECT_EQ(M.type("A")->operation("grow", 0)->What, Role::Write);
  EXPECT_FALSE(M.type("A")->UnstableReferences);
  EXPECT_EQ(M.function("g")->PassFrom, 2);
  EXPECT_TRUE(M.function("g")->Many);
  EXPECT_FALSE(M.function("f")->Many);
}

TEST(Lookup, TheDigestNamesContentAndOrderButNotFiles) {
  const char *A = R"({"runs-later": "A"})", *B = R"({"runs-later": "B"})";
  Models Same;
  ASSERT_EQ(Same.add(A, "other.json"), std::nullopt);
  EXPECT_EQ(Same.digest(), load({A}).digest());
  EXPECT_NE(load({A}).digest(), load({B}).digest());
  EXPECT_NE(load({A, B}).digest(), load({B, A}).digest());
  EXPECT_EQ(Models().digest(), "");
}

TEST(Lookup, AFileMayHaveComments) {
  std::string File = ::testing::TempDir() + "maprace-model-test.json";
  std::ofstream(File) << "// one\n{/* two */ \"runs-later\": [\"x::y\"]}\n";
  Models M;
  EXPECT_EQ(M.addFile(File), std::nullopt);
  EXPECT_TRUE(M.runsLater("x::y"));
  std::remove(File.c_str());
}

} // namespace
