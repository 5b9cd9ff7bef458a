// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Linking is commutative and associative by content, and survives files that
// are damaged.

#include "checker/link/Link.h"

#include "checker/ir/Text.h"

#include "gtest/gtest.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

using namespace maprace;
namespace fs = std::filesystem;

namespace {

class Link : public testing::Test {
protected:
  void SetUp() override {
    Home = fs::temp_directory_path() /
           ("maprace-link-" +
            std::string(
                testing::UnitTest::GetInstance()->current_test_info()->name()));
    fs::remove_all(Home);
    fs::create_directories(Home);
  }
  void TearDown() override { fs::remove_all(Home); }

  link::Input write(const std::string &Name, const std::string &Text) {
    std::string File = (Home / (std::to_string(Count++) + ".mir")).string();
    std::ofstream(File, std::ios::binary) << Text;
    return {Name, File};
  }
  /// A unit that has function \p Key, defined at \p Line of a file.
  link::Input unit(const std::string &Name, const std::string &Key,
                   uint32_t Line) {
    return write(Name, text(Name, Key, Line));
  }
  static std::string text(const std::string &Name, const std::string &Key,
                          uint32_t Line) {
    ir::Program P;
    ir::Function F;
    F.Key = F.Display = P.Symbols.intern(Key);
    F.Where = {P.fileIndex(Name), Line, 1};
    F.Blocks.resize(1);
    P.Functions.emplace(Key, F);
    return ir::print(P);
  }
  static std::string linked(const std::vector<link::Input> &Inputs) {
    link::Result R = link::link(Inputs);
    EXPECT_TRUE(R.Unreadable.empty());
    return ir::print(R.Program);
  }

  fs::path Home;
  unsigned Count = 0;
};

TEST_F(Link, OrderDoesNotMatter) {
  // f is defined twice, and two units have one name.
  std::vector<link::Input> Units = {
      unit("a.cpp", "f()", 1), unit("b.cpp", "f()", 2), unit("b.cpp", "g()", 3),
      unit("c.cpp", "h()", 4)};
  auto Less = [](const link::Input &A, const link::Input &B) {
    return A.File < B.File;
  };
  std::string First = linked(Units);
  while (std::next_permutation(Units.begin(), Units.end(), Less))
    EXPECT_EQ(linked(Units), First);
}

TEST_F(Link, OrderOfFilesDoesNotMatterWithinAName) {
  auto A = unit("a.cpp", "f()", 1), B = unit("a.cpp", "f()", 2);
  auto C = unit("a.cpp", "f()", 2), D = unit("a.cpp", "f()", 1);
  EXPECT_EQ(linked({A, B}), linked({C, D}));
}

TEST_F(Link, GroupingDoesNotMatter) {
  auto A = unit("a.cpp", "f()", 1), B = unit("b.cpp", "f()", 2),
       C = unit("c.cpp", "g()", 3);
  auto Whole = linked({A, B, C});
  EXPECT_EQ(linked({write("ab", linked({A, B})), write("c", linked({C}))}),
            Whole);
  EXPECT_EQ(linked({write("a", linked({A})), write("bc", linked({B, C}))}),
            Whole);
}

TEST_F(Link, RepetitionDoesNotMatter) {
  auto A = unit("a.cpp", "f()", 1);
  EXPECT_EQ(linked({A, A}), linked({A}));
}

TEST_F(Link, DamagedFilesAreNamedAndTheRestIsLinked) {
  auto Good = unit("b.cpp", "g()", 1);
  std::string Text = text("a.cpp", "f()", 1);
  auto Cut = write("a.cpp", Text.substr(0, Text.size() / 2));
  link::Input Gone{"c.cpp", (Home / "gone.mir").string()};
  link::Result R = link::link({Gone, Cut, Good});
  ASSERT_EQ(R.Unreadable.size(), 2u);
  EXPECT_EQ(R.Unreadable[0].What.Name, "a.cpp");
  EXPECT_NE(R.Unreadable[0].Why.find(Cut.File), std::string::npos);
  EXPECT_EQ(R.Unreadable[1].What.Name, "c.cpp");
  EXPECT_EQ(ir::print(R.Program), linked({Good}));
}

TEST_F(Link, NothingIsAProgramToo) {
  EXPECT_EQ(linked({}), ir::print(ir::Program()));
}

} // namespace
