// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Outputs are named by content, and the text for ninja is quoted.

#include "checker/build/Plan.h"

#include "gtest/gtest.h"

using namespace maprace::build;

namespace {

// A source that is there wherever the test runs.
const std::string Here = "/dev/null";

Unit unit(std::vector<std::string> Flags) {
  Unit U{Here, "a b$.cpp", "/d", {"clang++"}};
  U.Arguments.insert(U.Arguments.end(), Flags.begin(), Flags.end());
  return U;
}

StepTool tool() {
  return {"/bin/it's", "1", "", "/root", "/res", {}, "digest"};
}

std::string output(const Unit &U, const StepTool &T) {
  Plan P = plan({U}, T);
  return P.Steps.size() == 1 ? P.Steps.front().Output : "";
}

TEST(Plan, OutputsAreNamedByAllThatMatters) {
  std::string Base = output(unit({"-DX"}), tool());
  ASSERT_FALSE(Base.empty());
  EXPECT_EQ(Base, output(unit({"-DX"}), tool()));
  EXPECT_NE(Base, output(unit({"-DY"}), tool()));
  for (auto Member : {&StepTool::Version, &StepTool::Root,
                      &StepTool::ResourceDir, &StepTool::ModelDigest}) {
    StepTool T = tool();
    T.*Member += "x";
    EXPECT_NE(Base, output(unit({"-DX"}), T));
  }
  StepTool T = tool();
  T.Launcher = "nice";
  EXPECT_EQ(Base, output(unit({"-DX"}), T));
}

TEST(Plan, ArgumentsAreToldApart) {
  EXPECT_NE(output(unit({"-DX", "Y"}), tool()), output(unit({"-DXY"}), tool()));
}

TEST(Plan, NamesWhatCannotBeDone) {
  Unit Gone = unit({});
  Gone.Source = "/nowhere/gone.cpp";
  Gone.Name = "gone.cpp";
  Plan P = plan({Gone, unit({"-DX=a\nb"})}, tool());
  EXPECT_TRUE(P.Steps.empty());
  ASSERT_EQ(P.Impossible.size(), 2u);
  EXPECT_EQ(P.Impossible[0], (Failure{"gone.cpp", "no such file"}));
}

TEST(Plan, QuotesForNinjaShellAndResponseFile) {
  StepTool T = tool();
  T.Launcher = "env A=$B";
  std::string Text =
      ninjaFile(plan({unit({"-DX=\"a b\"", "-DD=$"})}, T).Steps, T);
  auto Has = [&](const char *Part) {
    return Text.find(Part) != std::string::npos;
  };
  EXPECT_TRUE(Has("command = env A=$$B '/bin/it'\\''s' lower ")) << Text;
  EXPECT_TRUE(Has("name = a b$$.cpp")) << Text;
  EXPECT_TRUE(Has("\"-DX=\\\"a b\\\"\" \"-DD=$$\"")) << Text;
}

} // namespace
