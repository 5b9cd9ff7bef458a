// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Every member function of the standard's maps, from the synopses of [map],
// [multimap], [unord.map] and [unord.multimap] in C++23, against the classes of
// [container.requirements.dataraces]. This list is written out on purpose: it
// must not be derived from the data that it checks.

#include "checker/model/Model.h"

#include <gtest/gtest.h>

namespace {

using maprace::model::Models;
using maprace::model::Operation;
using maprace::model::Role;
using maprace::model::Type;
using maprace::model::TypeKind;

struct Member {
  const char *Name;
  unsigned Arguments;
  Role Class;
};

/// What all four have.
const Member Common[] = {
    {"operator=", 1, Role::Write},    {"get_allocator", 0, Role::Read},
    {"begin", 0, Role::Read},         {"end", 0, Role::Read},
    {"cbegin", 0, Role::Read},        {"cend", 0, Role::Read},
    {"empty", 0, Role::Read},         {"size", 0, Role::Read},
    {"max_size", 0, Role::Read},      {"emplace", 2, Role::Write},
    {"emplace_hint", 3, Role::Write}, {"insert", 1, Role::Write},
    {"insert", 2, Role::Write},       {"insert_range", 1, Role::Write},
    {"extract", 1, Role::Write},      {"erase", 1, Role::Write},
    {"erase", 2, Role::Write},        {"swap", 1, Role::Write},
    {"clear", 0, Role::Write},        {"merge", 1, Role::Write},
    {"find", 1, Role::Read},          {"count", 1, Role::Read},
    {"contains", 1, Role::Read},      {"equal_range", 1, Role::Read},
};
/// What those with unique keys add.
const Member Unique[] = {
    {"operator[]", 1, Role::Write},       {"at", 1, Role::Read},
    {"try_emplace", 2, Role::Write},      {"try_emplace", 3, Role::Write},
    {"insert_or_assign", 2, Role::Write}, {"insert_or_assign", 3, Role::Write},
};
/// What the ordered ones add.
const Member Ordered[] = {
    {"rbegin", 0, Role::Read},      {"rend", 0, Role::Read},
    {"crbegin", 0, Role::Read},     {"crend", 0, Role::Read},
    {"key_comp", 0, Role::Read},    {"value_comp", 0, Role::Read},
    {"lower_bound", 1, Role::Read}, {"upper_bound", 1, Role::Read},
};
/// What the unordered ones add.
const Member Unordered[] = {
    {"hash_function", 0, Role::Read},
    {"key_eq", 0, Role::Read},
    {"bucket_count", 0, Role::Read},
    {"max_bucket_count", 0, Role::Read},
    {"bucket_size", 1, Role::Read},
    {"bucket", 1, Role::Read},
    {"begin", 1, Role::Read},
    {"end", 1, Role::Read},
    {"cbegin", 1, Role::Read},
    {"cend", 1, Role::Read},
    {"load_factor", 0, Role::Read},
    {"max_load_factor", 0, Role::Read},
    {"max_load_factor", 1, Role::Write},
    {"rehash", 1, Role::Write},
    {"reserve", 1, Role::Write},
};

template <std::size_t N>
void expectClasses(const Type &T, const Member (&Members)[N]) {
  for (const Member &M : Members) {
    SCOPED_TRACE(std::string(M.Name) + "/" + std::to_string(M.Arguments));
    const Operation *Op = T.operation(M.Name, M.Arguments);
    ASSERT_NE(Op, nullptr);
    EXPECT_EQ(Op->What, M.Class);
  }
}

TEST(StdMaps, EveryMemberIsClassed) {
  Models M = Models::builtin();
  for (const char *Name : {"std::map", "std::multimap", "std::unordered_map",
                           "std::unordered_multimap"}) {
    const Type *T = M.type(Name);
    ASSERT_NE(T, nullptr) << Name;
    EXPECT_EQ(T->Kind, TypeKind::Map);
    EXPECT_FALSE(T->UnstableReferences);
    EXPECT_EQ(T->OtherMutable, Role::Write);
    EXPECT_EQ(T->OtherConst, Role::Read);
    expectClasses(*T, Common);
    std::string_view View = Name;
    if (View.find("multi") == View.npos)
      expectClasses(*T, Unique);
    if (View.find("unordered") == View.npos)
      expectClasses(*T, Ordered);
    else
      expectClasses(*T, Unordered);
  }
}

TEST(StdMaps, SwapAndMergeWriteTheOtherMapToo) {
  Models M = Models::builtin();
  for (const char *Name : {"std::map", "std::unordered_multimap"})
    for (const char *Member : {"swap", "merge"})
      EXPECT_EQ(M.type(Name)->operation(Member, 1)->Argument,
                Operation::EveryMap);
}

TEST(StdMaps, FreeFunctions) {
  Models M = Models::builtin();
  for (const char *Name :
       {"std::operator==", "std::operator<=>", "std::size", "std::empty"}) {
    const Operation *Op = M.function(Name);
    ASSERT_NE(Op, nullptr) << Name;
    EXPECT_EQ(Op->What, Role::Read);
    EXPECT_EQ(Op->Argument, Operation::EveryMap);
  }
  EXPECT_EQ(M.function("std::erase_if")->What, Role::Write);
  EXPECT_EQ(M.function("std::erase_if")->Callables, std::vector<int>{1});
  EXPECT_EQ(M.function("std::swap")->What, Role::Swap);
  EXPECT_EQ(M.function("std::begin")->What, Role::Iterate);
  EXPECT_EQ(M.function("std::begin")->Argument, 0);
}

} // namespace
