// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The text format, byte by byte.

#include "checker/report/Report.h"
#include "unittests/finding/Sample.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <sstream>

using namespace maprace;

namespace {

std::string text(const report::Run &R, const report::Options &Opts = {}) {
  std::ostringstream Out;
  report::writeText(R, Opts, Out);
  return Out.str();
}

TEST(Text, LooksLikeClangs) {
  report::Run R;
  R.Findings = {finding::sample::contradiction()};
  R.Findings[0].Primary.Held.clear();
  R.UnitsAnalysed = 1;
  EXPECT_EQ(
      text(R),
      "src/geo cache.cpp:20:5: warning: 'GeoCache::entries_' is guarded by "
      "'GeoCache::mu_' at 5 of 6 accesses, but is read here without it "
      "[maprace-inconsistent-guard]\n"
      "src/geo cache.cpp:30:5: note: for example, 'find' reads "
      "'GeoCache::entries_' here in 'GeoCache::lookup' under "
      "'GeoCache::mu_'\n"
      "src/geo cache.cpp:29:5: note: that access holds 'GeoCache::mu_', "
      "locked here\n"
      "src/geo cache.cpp:9:5: note: 'GeoCache::entries_' is declared here\n"
      "src/geo cache.cpp:20:5: note: no second thread is in sight, but the "
      "code locks 'GeoCache::mu_' at 5 of the 6 accesses to "
      "'GeoCache::entries_', so it is meant to be shared between threads\n"
      "maprace: 1 finding in 1 map; 1 of 1 translation unit analysed\n");
}

TEST(Text, SaysWhatWasLeftOut) {
  report::Run R;
  R.UnitsAnalysed = 11;
  R.Failed = {{"a.cpp", "'x.h' file not found"}};
  R.DroppedFlags = {"-fa", "-fb"};
  R.Caps = {"'f' is too large"};
  EXPECT_EQ(text(R), "maprace: a.cpp was left out: 'x.h' file not found\n"
                     "maprace: compiler flags that were dropped: -fa -fb\n"
                     "maprace: 'f' is too large\n"
                     "maprace: no findings; 11 of 12 translation units "
                     "analysed\n");
}

TEST(Text, CountsMapsAndFindings) {
  report::Run R;
  R.Findings = {finding::sample::twoThreads(), finding::sample::withItself()};
  R.UnitsAnalysed = 2;
  EXPECT_EQ(report::closingLine(R),
            "maprace: 2 findings in 1 map; 2 of 2 translation units analysed");
  R.Findings[1].Map = "g_map";
  EXPECT_EQ(report::closingLine(R),
            "maprace: 2 findings in 2 maps; 2 of 2 translation units analysed");
}

TEST(Text, ShowsTheLineAndACaret) {
  std::string Name = testing::TempDir() + "maprace_snippet.cpp";
  std::ofstream(Name) << "x\n\tm\xC3\xA9[k] = 1;\r\n";
  report::Run R;
  R.Findings = {finding::sample::withItself()};
  finding::Side &S = R.Findings[0].Primary;
  R.Findings[0].MapDeclared = {};
  S.Operation = "insert";
  S.Story.clear();
  S.Where = {"maprace_snippet.cpp", 2, 5};
  report::Options Opts;
  Opts.SourceRoot = testing::TempDir();
  std::string Text = text(R, Opts);
  EXPECT_NE(Text.find("\n    2 | \tm\xC3\xA9[k] = 1;\n      | \t  ^\n"),
            std::string::npos)
      << Text;
  Opts.Snippets = false;
  EXPECT_EQ(text(R, Opts).find('|'), std::string::npos);
  S.Where.Line = 3;
  Opts.Snippets = true;
  EXPECT_EQ(text(R, Opts).find('|'), std::string::npos);
  std::remove(Name.c_str());
}

TEST(Formats, AreFoundByName) {
  EXPECT_EQ(report::formats().front().Name, "text");
  ASSERT_NE(report::findFormat("sarif"), nullptr);
  EXPECT_EQ(report::findFormat("sarif")->Write, &report::writeSarif);
  EXPECT_EQ(report::findFormat("xml"), nullptr);
}

} // namespace
