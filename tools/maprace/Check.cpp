// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// `maprace check`: from the command line's units to a report and an exit code.

#include "checker/analysis/Analysis.h"
#include "checker/build/Paths.h"
#include "checker/report/Report.h"
#include "tools/maprace/Commands.h"
#include "tools/maprace/Inputs.h"
#include "tools/maprace/Setup.h"
#include "tools/maprace/Silence.h"
#include "tools/maprace/Tell.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iostream>

namespace maprace::tools {

/// Says early if the report could not be written in the end.
static std::optional<std::string> outputError(const std::string &File) {
  if (File.empty())
    return std::nullopt;
  std::string Whole = build::absolute(File);
  if (llvm::sys::fs::is_directory(Whole))
    return File + ": cannot be written: it is a directory";
  std::string Parent = build::absolute("..", Whole);
  if (!llvm::sys::fs::is_directory(Parent))
    return File + ": cannot be written: there is no directory " + Parent;
  if (llvm::sys::fs::access(llvm::sys::fs::exists(Whole) ? Whole : Parent,
                            llvm::sys::fs::AccessMode::Write))
    return File + ": cannot be written: permission denied";
  return std::nullopt;
}

static int exitCode(const Options &O, const Outcome &Done, bool AnyFinding) {
  size_t Failed = Done.Whole.Failed.size();
  if (O.Strict && Failed)
    return Incomplete;
  if (Failed && Failed == Done.Asked)
    return Unusable;
  return AnyFinding ? Found : Clean;
}

static std::string unknownFormat(const std::string &Name) {
  std::vector<std::string> Known;
  for (const report::Format &F : report::formats())
    Known.emplace_back(F.Name);
  return "there is no format '" + Name + "'" + suggestion(Name, Known) +
         " (formats: " + llvm::join(Known, ", ") + ")";
}

static report::Run describe(const Options &O, Outcome &Done,
                            analysis::Result Result) {
  report::Run R;
  R.ToolVersion = MAPRACE_VERSION;
  R.Findings = std::move(Result.Findings);
  R.Suppressed = std::move(Result.Suppressed);
  R.Complaints = std::move(Result.Complaints);
  if (O.ListUnused)
    R.Unused = std::move(Result.Unused);
  R.UnitsAnalysed = Done.Asked - Done.Whole.Failed.size();
  for (const build::Failure &F : Done.Whole.Failed)
    R.Failed.push_back({F.Name, F.Why});
  R.DroppedFlags = describeFlags(Done.DroppedFlags);
  R.Caps = describeSkipped(Done.Whole.Skipped);
  R.Caps.insert(R.Caps.end(), Result.Capped.begin(), Result.Capped.end());
  return R;
}

/// Writes the report where it is wanted, and to stderr what the run left out
/// unless the report itself is text on stdout.
static std::optional<std::string> writeReport(const Options &O,
                                              const report::Format &Format,
                                              const report::Run &Run) {
  report::Options How;
  How.SourceRoot = rootOf(O);
  std::ofstream File;
  if (!O.Output.empty())
    File.open(O.Output, std::ios::binary);
  std::ostream &Out = O.Output.empty() ? std::cout : File;
  Format.Write(Run, How, Out);
  Out.flush();
  if (!Out)
    return (O.Output.empty() ? "the report" : O.Output) +
           ": cannot be written: " + std::strerror(errno);
  bool Told = O.Output.empty() && &Format == &report::formats().front();
  if (!O.Quiet && !Told)
    report::writeSummary(Run, std::cerr);
  return std::nullopt;
}

static int refuse(const std::string &Why) {
  say(Why);
  return Unusable;
}

int check(const Options &O) {
  analysis::Options Limits;
  Outcome Done;
  const report::Format *Format = report::findFormat(O.Format);
  if (!Format)
    return refuse(unknownFormat(O.Format));
  auto Error = readLimits(O, Limits);
  if (!Error)
    Error = loadConfig(O, Limits);
  if (!Error)
    Error = outputError(O.Output);
  if (!Error)
    Error = readProgram(O, Done);
  if (Error)
    return refuse(*Error);

  auto Result = analysis::analyse(Done.Whole.Program, Limits);
  Error = applyBaseline(O, Result);
  if (!Error)
    Error = writeBaseline(O, Result);
  if (Error)
    return refuse(*Error);
  int Code = exitCode(O, Done, !Result.Findings.empty());
  report::Run Run = describe(O, Done, std::move(Result));
  Error = writeReport(O, *Format, Run);
  return Error ? refuse(*Error) : Code;
}

} // namespace maprace::tools
