// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Findings as plain JSON for scripts; docs/formats.md describes it, and it
// changes only by additions within a version. Must not know: SARIF.

#include "checker/report/Report.h"

#include <nlohmann/json.hpp>

namespace maprace::report {
namespace {

using Json = nlohmann::ordered_json;

constexpr int FormatVersion = 1;

Json place(const finding::Place &P) {
  if (!P.Line)
    return nullptr;
  return {{"file", P.File}, {"line", P.Line}, {"column", P.Column}};
}

Json side(const finding::Side &S) {
  Json Story = Json::array(), Held = Json::array();
  for (const finding::Step &St : S.Story)
    Story.push_back(
        {{"what", St.What == finding::Step::Spawn ? "spawn" : "call"},
         {"name", St.Name},
         {"place", place(St.Where)}});
  for (const finding::HeldLock &L : S.Held)
    Held.push_back({{"name", L.Name},
                    {"mode", L.Shared ? "shared" : "exclusive"},
                    {"place", place(L.Taken)}});
  return {{"place", place(S.Where)},   {"access", finding::kindName(S.Access)},
          {"operation", S.Operation},  {"function", S.Function},
          {"onThread", S.OnThread},    {"manyThreads", S.ManyThreads},
          {"story", std::move(Story)}, {"locks", std::move(Held)}};
}

std::string_view sortName(finding::Silence::Sort From) {
  switch (From) {
  case finding::Silence::Comment:
    return "comment";
  case finding::Silence::Annotation:
    return "annotation";
  case finding::Silence::Configuration:
    return "configuration";
  case finding::Silence::Baseline:
    return "baseline";
  }
  return {};
}

Json oneFinding(const finding::Finding &F) {
  Json Notes = Json::array();
  for (const finding::Note &N : notes(F))
    Notes.push_back({{"text", N.Text}, {"place", place(N.Where)}});
  Json J = {{"check", checkName(F.What)},
            {"tier", tierName(F.Evidence)},
            {"fingerprint", fingerprint(F)},
            {"message", message(F)},
            {"map", F.Map},
            {"mapDeclared", place(F.MapDeclared)},
            {"primary", side(F.Primary)}};
  // A map that races with itself has one side only.
  J["other"] = F.Self || !F.Other.Where.Line ? Json(nullptr) : side(F.Other);
  J["self"] = F.Self;
  if (!F.Guard.empty())
    J["guard"] = {
        {"name", F.Guard}, {"guarded", F.Guarded}, {"total", F.Total}};
  J["notes"] = std::move(Notes);
  for (const finding::Silence &S : F.SilencedBy)
    J["suppressions"].push_back({{"kind", sortName(S.From)},
                                 {"text", S.Text},
                                 {"reason", S.Reason},
                                 {"place", place(S.Where)}});
  return J;
}

} // namespace

void writeJson(const Run &R, const Options &, std::ostream &Out) {
  Json Findings = Json::array(), Suppressed = Json::array();
  Json Failed = Json::array(), Unused = Json::array();
  Json Complaints = Json::array();
  for (const finding::Finding &F : R.Findings)
    Findings.push_back(oneFinding(F));
  for (const finding::Finding &F : R.Suppressed)
    Suppressed.push_back(oneFinding(F));
  for (const finding::Note &N : R.Complaints)
    Complaints.push_back({{"text", N.Text}, {"place", place(N.Where)}});
  for (const finding::Silence &S : R.Unused)
    Unused.push_back({{"text", S.Text}, {"place", place(S.Where)}});
  for (const FailedUnit &U : R.Failed)
    Failed.push_back({{"file", U.File}, {"reason", U.Reason}});
  Json J = {{"version", FormatVersion},
            {"tool", {{"name", "maprace"}, {"version", R.ToolVersion}}},
            {"findings", std::move(Findings)},
            {"suppressed", std::move(Suppressed)},
            {"unusedSuppressions", std::move(Unused)},
            {"complaints", std::move(Complaints)},
            {"units",
             {{"analysed", R.UnitsAnalysed},
              {"total", R.UnitsAnalysed + R.Failed.size()},
              {"failed", std::move(Failed)}}},
            {"droppedFlags", R.DroppedFlags},
            {"caps", R.Caps}};
  Out << J.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
}

} // namespace maprace::report
