// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The structure of the SARIF and JSON formats, read back.

#include "checker/report/Report.h"
#include "checker/report/Uri.h"
#include "unittests/finding/Sample.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <sstream>

using namespace maprace;
using nlohmann::json;

namespace {

report::Run sampleRun() {
  report::Run R;
  R.ToolVersion = "1.2.3";
  R.UnitsAnalysed = 3;
  R.Findings = {finding::sample::twoThreads(), finding::sample::contradiction(),
                finding::sample::withItself(),
                finding::sample::underSharedLock()};
  return R;
}

json written(const report::Run &R, const char *Format) {
  std::ostringstream Out;
  report::findFormat(Format)->Write(R, {}, Out);
  EXPECT_EQ(Out.str().back(), '\n');
  return json::parse(Out.str(), nullptr, false);
}

TEST(Sarif, NamesToolAndRules) {
  json Log = written(sampleRun(), "sarif");
  EXPECT_EQ(Log["version"], "2.1.0");
  json Run = Log["runs"][0];
  json Driver = Run["tool"]["driver"];
  EXPECT_EQ(Driver["name"], "maprace");
  EXPECT_EQ(Driver["version"], "1.2.3");
  EXPECT_EQ(Driver["rules"].size(), finding::allRules().size());
  for (const char *Key : {"id", "shortDescription", "fullDescription", "help",
                          "defaultConfiguration"})
    for (const json &Rule : Driver["rules"])
      EXPECT_TRUE(Rule.contains(Key)) << Key;
  for (const json &Result : Run["results"])
    EXPECT_EQ(Driver["rules"][Result["ruleIndex"].get<size_t>()]["id"],
              Result["ruleId"]);
  EXPECT_EQ(Run["automationDetails"]["id"], "maprace/");
}

TEST(Sarif, RanksBeliefsByTheirStrength) {
  report::Run R;
  R.Findings = {finding::sample::contradiction()};
  json Result = written(R, "sarif")["runs"][0]["results"][0];
  EXPECT_EQ(Result["rank"], 83);
  EXPECT_FALSE(
      written(sampleRun(), "sarif")["runs"][0]["results"][0].contains("rank"));
}

TEST(Sarif, AResultHasPlaceMapTierAndIdentity) {
  report::Run R = sampleRun();
  json Result = written(R, "sarif")["runs"][0]["results"][0];
  json Physical = Result["locations"][0]["physicalLocation"];
  EXPECT_EQ(Physical["artifactLocation"]["uri"], "src/geo%20cache.cpp");
  EXPECT_EQ(Physical["artifactLocation"]["uriBaseId"], "%SRCROOT%");
  EXPECT_EQ(Physical["region"], (json{{"startLine", 20}, {"startColumn", 5}}));
  EXPECT_EQ(Result["locations"].size(), 1u);
  EXPECT_EQ(Result["level"], "warning");
  EXPECT_EQ(Result["properties"],
            (json{{"map", "GeoCache::entries_"}, {"tier", "A"}}));
  EXPECT_EQ(Result["partialFingerprints"],
            (json{{"maprace/v1", fingerprint(R.Findings[0])}}));
}

TEST(Sarif, TheMessageLinksToTheOtherAccess) {
  json Result = written(sampleRun(), "sarif")["runs"][0]["results"][0];
  std::string Message = Result["message"]["text"];
  EXPECT_EQ(Message, message(finding::sample::twoThreads()) +
                         " ([the other access](4))");
  json Related = Result["relatedLocations"];
  for (size_t I = 0; I < Related.size(); ++I)
    EXPECT_EQ(Related[I]["id"], I + 1);
  EXPECT_EQ(Related[3]["physicalLocation"]["region"]["startLine"], 30);
}

TEST(Sarif, BothStoriesStandInOneThreadFlow) {
  json Results = written(sampleRun(), "sarif")["runs"][0]["results"];
  for (const json &Result : Results) {
    ASSERT_EQ(Result["codeFlows"].size(), 1u);
    json Flows = Result["codeFlows"][0]["threadFlows"];
    ASSERT_EQ(Flows.size(), 1u);
    bool SeenB = false;
    for (const json &Step : Flows[0]["locations"]) {
      std::string Text = Step["location"]["message"]["text"];
      bool IsB = Text.rfind("thread B: ", 0) == 0;
      EXPECT_TRUE(IsB || Text.rfind("thread A: ", 0) == 0) << Text;
      EXPECT_FALSE(SeenB && !IsB) << Text;
      SeenB = IsB;
    }
    EXPECT_TRUE(SeenB);
  }
}

TEST(Sarif, FailedUnitsAreNotifications) {
  report::Run R = sampleRun();
  EXPECT_EQ(
      written(R, "sarif")["runs"][0]["invocations"][0]["executionSuccessful"],
      true);
  R.Failed = {{"src/bad.cpp", "'x.h' file not found"}};
  R.Category = "debug";
  json Run = written(R, "sarif")["runs"][0];
  json Invocation = Run["invocations"][0];
  EXPECT_EQ(Invocation["executionSuccessful"], false);
  EXPECT_EQ(Invocation["toolExecutionNotifications"][0]["message"]["text"],
            "src/bad.cpp was left out: 'x.h' file not found");
  EXPECT_EQ(Run["automationDetails"]["id"], "maprace/debug/");
}

TEST(Sarif, NoFindingsAreAnEmptyList) {
  json Run = written({}, "sarif")["runs"][0];
  EXPECT_TRUE(Run["results"].is_array());
  EXPECT_TRUE(Run["results"].empty());
}

TEST(Sarif, NamesThatAreNotUtf8DoNoHarm) {
  report::Run R = sampleRun();
  R.Findings[0].Primary.Where.File = "b\xFF.cpp";
  R.Findings[0].Primary.Function = "f\xFF";
  EXPECT_FALSE(written(R, "sarif").is_discarded());
  EXPECT_FALSE(written(R, "json").is_discarded());
}

TEST(Json, HoldsWhatAFindingHolds) {
  report::Run R = sampleRun();
  json Log = written(R, "json");
  EXPECT_EQ(Log["version"], 1);
  EXPECT_EQ(Log["units"]["total"], 3);
  json First = Log["findings"][0];
  EXPECT_EQ(First["map"], "GeoCache::entries_");
  EXPECT_EQ(First["primary"]["access"], "write");
  EXPECT_EQ(First["primary"]["story"][0]["what"], "spawn");
  EXPECT_EQ(First["other"]["locks"][0]["mode"], "exclusive");
  EXPECT_EQ(First["fingerprint"], fingerprint(R.Findings[0]));
  EXPECT_FALSE(First.contains("guard"));
  EXPECT_EQ(Log["findings"][1]["guard"]["guarded"], 5);
  EXPECT_TRUE(Log["findings"][2]["other"].is_null());
}

TEST(Uri, EncodesWhatIsNotAPath) {
  EXPECT_EQ(report::uri("a b/c#1.cpp"), "a%20b/c%231.cpp");
  EXPECT_EQ(report::uri("a\\b.cpp"), "a/b.cpp");
  EXPECT_EQ(report::uri("/usr/x.h"), "file:///usr/x.h");
  EXPECT_EQ(report::uri("c:x.cpp"), "c%3Ax.cpp");
  EXPECT_EQ(report::uri("\xC3\xA9.cpp"), "%C3%A9.cpp");
}

} // namespace
