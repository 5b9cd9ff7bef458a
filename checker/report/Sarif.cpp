// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// SARIF 2.1.0, and what GitHub's code scanning asks beyond it. Viewers show one
// thread flow of one code flow, so both threads' stories are told in one, each
// step under its thread's name. Must not know: the wording.

#include "checker/report/Report.h"
#include "checker/report/Uri.h"

#include <nlohmann/json.hpp>

namespace maprace::report {
namespace {

using Json = nlohmann::ordered_json;
using finding::Finding;
using finding::Place;
using finding::Rule;
using finding::Tier;

Json text(std::string Text) { return {{"text", std::move(Text)}}; }

Json artifact(const std::string &File) {
  Json J = {{"uri", uri(File)}};
  if (!isAbsolute(File))
    J["uriBaseId"] = "%SRCROOT%";
  return J;
}

Json location(const Place &P) {
  Json Physical = {{"artifactLocation", artifact(P.File)}};
  if (P.Line) {
    Physical["region"]["startLine"] = P.Line;
    if (P.Column)
      Physical["region"]["startColumn"] = P.Column;
  }
  return {{"physicalLocation", std::move(Physical)}};
}

Json location(const finding::Note &N) {
  Json J = location(N.Where);
  J["message"] = text(N.Text);
  return J;
}

Json rule(Rule R) {
  return {{"id", checkName(R)},
          {"shortDescription", text(summary(R))},
          {"fullDescription", text(summary(R))},
          {"help", text(help(R))},
          {"defaultConfiguration", {{"level", "warning"}}},
          {"properties",
           {{"precision", "high"},
            {"problem.severity", "warning"},
            {"tags", {"concurrency", "correctness"}}}}};
}

/// Both stories as one thread flow.
Json codeFlow(const Finding &F) {
  Json Steps = Json::array();
  for (const finding::Note &N : story(F))
    Steps.push_back({{"location", location(N)}});
  Json Flow = {{"locations", std::move(Steps)}};
  return {{"threadFlows", Json::array({std::move(Flow)})}};
}

Json suppression(const finding::Silence &S) {
  bool InSource = S.From == finding::Silence::Comment ||
                  S.From == finding::Silence::Annotation;
  Json J = {{"kind", InSource ? "inSource" : "external"},
            {"status", "accepted"}};
  J["justification"] = S.Reason.empty() ? S.Text : S.Text + ": " + S.Reason;
  if (S.Where.Line)
    J["location"] = location(S.Where);
  return J;
}

Json result(const Finding &F) {
  std::string Message = message(F);
  Json Related = Json::array();
  bool Linked = F.Self;
  for (const finding::Note &N : notes(F)) {
    Json J = {{"id", Related.size() + 1}};
    J.update(location(N));
    if (!Linked && N.Where == F.Other.Where) {
      Message +=
          " ([the other access](" + std::to_string(Related.size() + 1) + "))";
      Linked = true;
    }
    Related.push_back(std::move(J));
  }
  Json Where = location(F.Primary.Where);
  if (!F.Primary.Function.empty())
    Where["logicalLocations"] = Json::array(
        {{{"fullyQualifiedName", F.Primary.Function}, {"kind", "function"}}});
  Json Result = {
      {"ruleId", checkName(F.What)},
      {"ruleIndex", static_cast<size_t>(F.What)},
      {"level", F.Evidence == Tier::D ? "note" : "warning"},
      {"message", text(std::move(Message))},
      {"locations", Json::array({std::move(Where)})},
      {"relatedLocations", std::move(Related)},
      {"codeFlows", Json::array({codeFlow(F)})},
      {"partialFingerprints", {{"maprace/v1", fingerprint(F)}}},
      {"properties", {{"map", F.Map}, {"tier", tierName(F.Evidence)}}}};
  if (F.Strength)
    Result["rank"] = F.Strength;
  for (const finding::Silence &S : F.SilencedBy)
    Result["suppressions"].push_back(suppression(S));
  return Result;
}

/// A unit that is missing makes the run incomplete, so it is not successful;
/// flags and caps are warnings.
Json invocation(const Run &R) {
  Json Notifications = Json::array();
  for (const FailedUnit &U : R.Failed)
    Notifications.push_back(
        {{"level", "error"},
         {"message", text(U.File + " was left out: " + U.Reason)},
         {"locations", Json::array({location(Place{U.File, 0, 0})})}});
  for (const std::string &Flag : R.DroppedFlags)
    Notifications.push_back(
        {{"level", "note"},
         {"message", text("compiler flag that was dropped: " + Flag)}});
  for (const finding::Note &N : R.Complaints)
    Notifications.push_back({{"level", "warning"},
                             {"message", text(N.Text)},
                             {"locations", Json::array({location(N.Where)})}});
  for (const finding::Silence &S : R.Unused)
    Notifications.push_back({{"level", "note"},
                             {"message", text(unusedMessage(S))},
                             {"locations", Json::array({location(S.Where)})}});
  for (const std::string &Cap : R.Caps)
    Notifications.push_back({{"level", "warning"}, {"message", text(Cap)}});
  return {{"executionSuccessful", R.Failed.empty()},
          {"toolExecutionNotifications", std::move(Notifications)}};
}

Json driver(const Run &R) {
  Json Described = Json::array();
  for (Rule Known : finding::allRules())
    Described.push_back(rule(Known));
  Json J = {{"name", "maprace"}};
  if (!R.ToolVersion.empty())
    J["version"] = R.ToolVersion;
  J["rules"] = std::move(Described);
  return J;
}

} // namespace

void writeSarif(const Run &R, const Options &, std::ostream &Out) {
  Json Results = Json::array();
  for (const Finding &F : R.Findings)
    Results.push_back(result(F));
  for (const Finding &F : R.Suppressed)
    Results.push_back(result(F));
  std::string Id = "maprace/";
  if (!R.Category.empty())
    Id += R.Category + "/";
  Json TheRun = {
      {"tool", {{"driver", driver(R)}}},
      {"automationDetails", {{"id", Id}}},
      {"invocations", Json::array({invocation(R)})},
      {"originalUriBaseIds",
       {{"%SRCROOT%",
         {{"description", text("the root of the analysed sources")}}}}},
      {"columnKind", "unicodeCodePoints"},
      {"results", std::move(Results)}};
  Json Log = {{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
              {"version", "2.1.0"},
              {"runs", Json::array({std::move(TheRun)})}};
  Out << Log.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
}

} // namespace maprace::report
