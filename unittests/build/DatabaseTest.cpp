// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Compilation databases as they are found in the field.

#include "checker/build/Database.h"

#include "gtest/gtest.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

using namespace maprace::build;
namespace fs = std::filesystem;

namespace {

class Database : public testing::Test {
protected:
  void SetUp() override {
    Home = fs::temp_directory_path() /
           ("maprace-database-" +
            std::string(
                testing::UnitTest::GetInstance()->current_test_info()->name()));
    fs::remove_all(Home);
    fs::create_directories(Home / "build");
    What.Root = Home.string();
    What.Clang = {"/clang/lib/clang/1", "/clang/bin/clang++"};
    for (const char *Source : {"a.cpp", "b.cpp", "c.c"})
      std::ofstream(Home / Source) << "";
  }
  void TearDown() override { fs::remove_all(Home); }

  /// Reads \p Json as build/compile_commands.json; the error or "".
  std::string read(const std::string &Json) {
    std::string File = (Home / "build/compile_commands.json").string();
    std::ofstream(File) << Json;
    return fromDatabase(File, What, Got).value_or("");
  }
  std::vector<std::string> names() const {
    std::vector<std::string> Names;
    for (const Unit &U : Got.All)
      Names.push_back(U.Name);
    return Names;
  }

  fs::path Home;
  Selection What;
  Units Got;
};

using Strings = std::vector<std::string>;

TEST_F(Database, RelativeDirectoriesStartAtTheDatabase) {
  EXPECT_EQ(read(R"([{"directory": "..", "file": "b.cpp",
                      "command": "g++ -c b.cpp"},
                     {"directory": ".", "file": "../a.cpp",
                      "arguments": ["g++", "-c", "../a.cpp"]}])"),
            "");
  EXPECT_EQ(names(), (Strings{"a.cpp", "b.cpp"}));
  EXPECT_EQ(Got.All[0].Directory, (Home / "build").string());
}

TEST_F(Database, RepetitionsCountOnceAndOtherFlagsAgain) {
  EXPECT_EQ(read(R"([{"directory": "..", "file": "a.cpp",
                      "command": "g++ -o 1.o -c a.cpp"},
                     {"directory": "..", "file": "a.cpp",
                      "command": "g++ -o 2.o -c a.cpp"},
                     {"directory": "..", "file": "a.cpp",
                      "command": "g++ -DX -fanalyzer -c a.cpp"}])"),
            "");
  EXPECT_EQ(names(), (Strings{"a.cpp", "a.cpp"}));
  EXPECT_EQ(Got.DroppedFlags,
            (std::map<std::string, unsigned>{{"-fanalyzer", 1}}));
}

TEST_F(Database, OnlyCxx) {
  EXPECT_EQ(read(R"([{"directory": "..", "file": "c.c",
                      "command": "gcc -c c.c"},
                     {"directory": "..", "file": "a.cpp",
                      "command": "g++ -c a.cpp"}])"),
            "");
  EXPECT_EQ(names(), Strings{"a.cpp"});
}

TEST_F(Database, SelectsByFileAndGlob) {
  const char *Json = R"([{"directory": "..", "file": "a.cpp",
                          "command": "g++ -c a.cpp"},
                         {"directory": "..", "file": "b.cpp",
                          "command": "g++ -c b.cpp"}])";
  What.Exclude = {"*/b.*"};
  EXPECT_EQ(read(Json), "");
  EXPECT_EQ(names(), Strings{"a.cpp"});
  What.Exclude.clear();
  What.Include = {"b.cpp"};
  EXPECT_EQ(read(Json), "");
  EXPECT_EQ(names(), Strings{"b.cpp"});
  What.Include.clear();
  What.Files = {(Home / "build/../a.cpp").string()};
  EXPECT_EQ(read(Json), "");
  EXPECT_EQ(names(), Strings{"a.cpp"});
}

TEST_F(Database, UnwrapsLaunchersAndResponseFiles) {
  std::ofstream(Home / "flags.rsp") << "-DFROM_FILE";
  EXPECT_EQ(read(R"([{"directory": "..", "file": "a.cpp",
                      "command": "ccache g++ @flags.rsp -c a.cpp"}])"),
            "");
  ASSERT_EQ(Got.All.size(), 1u);
  const Strings &Arguments = Got.All[0].Arguments;
  EXPECT_NE(std::find(Arguments.begin(), Arguments.end(), "FROM_FILE"),
            Arguments.end());
  EXPECT_TRUE(Got.DroppedFlags.empty());
}

TEST_F(Database, SaysWhatIsWrong) {
  EXPECT_NE(read("[]").find("is empty"), std::string::npos);
  EXPECT_NE(read("").find("not a compilation database"), std::string::npos);
  EXPECT_NE(read("{}").find("not a compilation database"), std::string::npos);
  What.Files = {(Home / "b.cpp").string()};
  EXPECT_NE(read(R"([{"directory": "..", "file": "a.cpp",
                      "command": "g++ -c a.cpp"}])")
                .find("b.cpp: not in the compilation database"),
            std::string::npos);
}

} // namespace
