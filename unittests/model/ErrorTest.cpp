// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is said of broken model files: one sentence with the line, and the
// models are left as they were.

#include "checker/model/Model.h"

#include <gtest/gtest.h>

namespace {

using maprace::model::Models;

/// Adds \p Text, which must fail, and returns what was said.
std::string errorOf(std::string_view Text) {
  Models M;
  EXPECT_EQ(M.add(R"({"types": [{"name": "Known", "kind": "map"}]})", "first"),
            std::nullopt);
  std::string Digest = M.digest();
  std::optional<std::string> Error = M.add(Text, "my.json");
  EXPECT_EQ(M.digest(), Digest);
  EXPECT_NE(M.type("Known"), nullptr);
  EXPECT_EQ(M.type("New"), nullptr);
  return Error.value_or("no error");
}

bool startsWith(const std::string &Text, std::string_view Prefix) {
  if (Text.starts_with(Prefix))
    return true;
  ADD_FAILURE() << Text;
  return false;
}

TEST(Error, MalformedJson) {
  EXPECT_TRUE(startsWith(errorOf("{\n\"types\": [\n}\n"),
                         "my.json:3: malformed JSON: "));
  EXPECT_TRUE(startsWith(errorOf(""), "my.json:1: malformed JSON: "));
  EXPECT_TRUE(startsWith(errorOf("{} x"), "my.json:1: malformed JSON: "));
  EXPECT_TRUE(startsWith(errorOf("{\"a\": 1e999}"), "my.json:1: "));
  EXPECT_EQ(errorOf(std::string(100000, '[')), "my.json:1: nested too deeply");
}

TEST(Error, DuplicateKey) {
  EXPECT_EQ(errorOf("{\"types\": [\n],\n\"types\": []}"),
            "my.json:3: duplicate key 'types', first seen in line 1");
}

TEST(Error, UnknownKeyOfFile) {
  EXPECT_EQ(errorOf("{\n\"type\": []}"),
            "my.json:2: unknown key 'type', did you mean 'types'? (allowed: "
            "types, functions, runs-later, runs-at-once, relaxed, "
            "own-locks)");
}

TEST(Error, UnknownKeyOfType) {
  EXPECT_TRUE(startsWith(
      errorOf(R"({"types": [
        {"name": "New", "kind": "map",
         "reads": ["find"]}]})"),
      "my.json:3: unknown key 'reads' in a type of kind 'map', did you mean "
      "'read'? (allowed: name, kind, like, operations, "));
  // A key of another kind is unknown as well.
  EXPECT_TRUE(startsWith(
      errorOf(R"({"types": [{"name": "New", "kind": "lock",
         "locks-all": true}]})"),
      "my.json:2: unknown key 'locks-all' in a type of kind 'lock'"));
}

TEST(Error, KeysOfLocksAndMaps) {
  EXPECT_EQ(errorOf("{\"types\": [{\"name\": \"G\", \"kind\": \"guard\",\n"
                    "\"calls\": [\"lock\"]}]}"),
            "my.json:2: 'calls' must be three names: of the members of a lock "
            "that lock, try to, and unlock");
  EXPECT_TRUE(startsWith(
      errorOf("{\"types\": [{\"name\": \"M\", \"kind\": \"map\",\n"
              "\"unsafe\": {\"raed\": \"find\"}}]}"),
      "my.json:2: unknown key 'raed' in 'unsafe', did you mean 'read'?"));
}

TEST(Error, UnknownKind) {
  EXPECT_TRUE(startsWith(
      errorOf("{\"types\": [\n{\"name\": \"New\",\n\"kind\": \"mapp\"}]}"),
      "my.json:3: unknown kind 'mapp', did you mean 'map'? (allowed: map, "
      "lock, "));
}

TEST(Error, UnknownRole) {
  EXPECT_TRUE(startsWith(
      errorOf("{\"functions\": [{\"name\": \"f\",\n\"role\": \"spwan\"}]}"),
      "my.json:2: unknown role 'spwan', did you mean 'spawn'? (allowed: "));
  EXPECT_TRUE(startsWith(
      errorOf(R"({"types": [{"name": "New", "kind": "map", "operations":
        {"f": {"role": "lock"}}}]})"),
      "my.json:2: unknown role 'lock'"));
}

TEST(Error, UnknownKeyOfOperation) {
  EXPECT_TRUE(startsWith(
      errorOf(R"({"functions": [{"name": "f", "role": "ignore",
        "arguments": 0}]})"),
      "my.json:2: unknown key 'arguments' in an operation, did you mean "
      "'argument'?"));
}

TEST(Error, WrongTypes) {
  EXPECT_EQ(errorOf("[]"), "my.json:1: the file must be an object, not a list");
  EXPECT_EQ(errorOf("{\n\"types\": 3\n}"),
            "my.json:2: 'types' must be a list, not an integer");
  EXPECT_EQ(errorOf("{\"types\": [\n7]}"),
            "my.json:2: each element of 'types' must be an object, not an "
            "integer");
  EXPECT_EQ(errorOf("{\"types\": [{\"name\": \"New\", \"kind\": \"map\",\n"
                    "\"read\": {}}]}"),
            "my.json:2: 'read' must be a string or a list of strings, not an "
            "object");
  EXPECT_EQ(errorOf("{\"types\": [{\"name\": \"New\", \"kind\": \"map\",\n"
                    "\"unstable-references\": 1\n}]}"),
            "my.json:2: 'unstable-references' must be true or false, not an "
            "integer");
}

TEST(Error, WrongArguments) {
  const char *Start = "{\"functions\": [{\"name\": \"f\", \"role\": \"read\",\n"
                      "\"argument\": ";
  for (const char *Value :
       {"-1", "1.5", "1000", "true", "18446744073709551615"})
    EXPECT_EQ(errorOf(std::string(Start) + Value + "\n}]}"),
              "my.json:2: 'argument' must be the index of an argument, from 0, "
              "or 'maps'")
        << Value;
  EXPECT_EQ(errorOf(std::string(Start) + "\"map\"}]}"),
            "my.json:2: unknown value 'map' of 'argument', did you mean "
            "'maps'? (allowed: maps)");
}

TEST(Error, WhatMustBeThere) {
  EXPECT_EQ(errorOf("{\"types\": [\n{\"kind\": \"map\"}]}"),
            "my.json:2: an entry needs the key 'name'");
  EXPECT_EQ(errorOf("{\"types\": [\n{\"name\": \"New\"}]}"),
            "my.json:2: a type needs one of the keys 'kind' and 'like'");
  EXPECT_EQ(errorOf("{\"functions\": [\n{\"name\": \"f\"}]}"),
            "my.json:2: a function needs one of the keys 'role' and 'like'");
  EXPECT_EQ(errorOf("{\"functions\": [{\"name\": \"f\", \"role\": \"lock\"}]}"),
            "my.json:1: a function of role 'lock' needs the key 'argument'");
  EXPECT_EQ(
      errorOf("{\"functions\": [{\"name\": \"f\", \"role\": \"spawn\"}]}"),
      "my.json:1: a function of role 'spawn' needs the key 'callables'");
}

TEST(Error, LikeOfNothing) {
  EXPECT_EQ(errorOf("{\"types\": [{\"name\": \"New\",\n\"like\": \"Nix\"}]}"),
            "my.json:2: 'like' names 'Nix', which no entry before describes");
}

TEST(Error, TwoRoles) {
  EXPECT_EQ(errorOf("{\"types\": [{\"name\": \"New\", \"kind\": \"map\",\n"
                    "\"read\": \"f\",\n\"write\": [\"g\",\n\"f\"]}]}"),
            "my.json:4: this entry gives the member 'f' two roles");
}

TEST(Error, NamesWithTooMuch) {
  for (const char *Name : {"", "::New", "New<int>", "f()", "ns::*", "New::"})
    EXPECT_TRUE(startsWith(
        errorOf(std::string("{\"types\": [{\"kind\": \"map\",\n\"name\": \"") +
                Name + "\"}]}"),
        std::string("my.json:2: '") + Name + "' is no name: "));
}

TEST(Error, NothingOfABrokenFileStays) {
  EXPECT_TRUE(startsWith(errorOf(R"({"types": [
        {"name": "New", "kind": "map"},
        {"name": "New", "kind": "nothing"}]})"),
                         "my.json:3: unknown kind 'nothing'"));
}

} // namespace
