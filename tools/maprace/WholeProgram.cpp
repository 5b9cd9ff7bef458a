// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// See WholeProgram.h.

#include "tools/maprace/WholeProgram.h"

#include "checker/build/Step.h"
#include "checker/link/Link.h"

#include "llvm/Support/FileSystem.h"

#include <algorithm>
#include <set>

namespace maprace::tools {

/// Sorts the steps into those whose output can be linked and failures.
static std::vector<link::Input> outcomes(const std::vector<build::Step> &Steps,
                                         const build::Cache &Where,
                                         WholeProgram &Into) {
  std::vector<link::Input> Made;
  for (const build::Step &S : Steps) {
    std::string Output = Where.file(S.Output);
    if (auto Why = build::failureOf(Output)) {
      Into.Failed.push_back({S.What.Name, *Why});
      continue;
    }
    if (!llvm::sys::fs::exists(Output)) {
      Into.Failed.push_back({S.What.Name, "its step did not run; see " +
                                              Where.file("ninja.log")});
      continue;
    }
    for (std::string &Name : build::skippedIn(Output))
      Into.Skipped.push_back(std::move(Name));
    Made.push_back({S.What.Name, std::move(Output)});
  }
  return Made;
}

/// Removes damaged outputs, so that ninja makes them again.
static void discard(const std::vector<link::Rejected> &Damaged) {
  for (const link::Rejected &R : Damaged)
    (void)llvm::sys::fs::remove(R.What.File);
}

static void finish(WholeProgram &W) {
  std::sort(W.Failed.begin(), W.Failed.end(), [](const auto &A, const auto &B) {
    return std::tie(A.Name, A.Why) < std::tie(B.Name, B.Why);
  });
  std::set<std::string> Names(W.Skipped.begin(), W.Skipped.end());
  W.Skipped.assign(Names.begin(), Names.end());
}

std::optional<std::string>
makeWholeProgram(const std::vector<build::Unit> &Units,
                 const build::StepTool &Tool, const build::Cache &Where,
                 unsigned Jobs, const build::Progress &Tell,
                 WholeProgram &Into) {
  build::Plan P = build::plan(Units, Tool);
  if (auto Error = build::writeFile(Where.file("build.ninja"),
                                    build::ninjaFile(P.Steps, Tool)))
    return Error;
  link::Result Linked;
  // A file that was damaged since it was made is made once more.
  for (int Attempt = 0; Attempt < 2; ++Attempt) {
    if (!P.Steps.empty())
      if (auto Error = build::runNinja(Where.directory(), Jobs, Tell))
        return Error;
    Into.Failed = P.Impossible;
    Into.Skipped.clear();
    Linked = link::link(outcomes(P.Steps, Where, Into));
    if (Linked.Unreadable.empty())
      break;
    discard(Linked.Unreadable);
  }
  for (const link::Rejected &R : Linked.Unreadable)
    Into.Failed.push_back({R.What.Name, R.Why});
  Into.Program = std::move(Linked.Program);
  finish(Into);
  return std::nullopt;
}

} // namespace maprace::tools
