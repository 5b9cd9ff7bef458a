// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// `maprace check`: from the command line's units to a report and an exit code.

#include "checker/analysis/Analysis.h"
#include "checker/build/Paths.h"
#include "checker/link/Link.h"
#include "checker/report/Report.h"
#include "tools/maprace/Commands.h"
#include "tools/maprace/Setup.h"
#include "tools/maprace/Tell.h"
#include "tools/maprace/WholeProgram.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Threading.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iostream>

namespace maprace::tools {

namespace {
/// What is known when the program has been linked.
struct Outcome {
  WholeProgram Whole;
  unsigned Asked = 0; ///< units that should have been analysed
  std::map<std::string, unsigned> DroppedFlags;
};
} // namespace

static std::optional<std::string> readTiers(const Options &O,
                                            analysis::Options &Into) {
  if (O.Tiers.empty())
    return std::nullopt;
  Into.TierA = Into.TierB = Into.TierC = false;
  for (const std::string &T : O.Tiers) {
    if (T == "A" || T == "a")
      Into.TierA = true;
    else if (T == "B" || T == "b")
      Into.TierB = true;
    else if (T == "C" || T == "c")
      Into.TierC = true;
    else
      return "there is no tier '" + T + "': --tiers takes A, B and C";
  }
  return std::nullopt;
}

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

static build::StepTool stepTool(const Options &O, const build::Toolchain &Clang,
                                const std::string &ModelDigest) {
  build::StepTool T;
  static int Anchor = 0;
  T.Program = llvm::sys::fs::getMainExecutable("maprace", &Anchor);
  T.Version = version();
  T.Launcher = O.Launcher;
  T.Root = rootOf(O);
  T.ResourceDir = Clang.ResourceDir;
  for (const std::string &File : O.Models)
    T.ModelFiles.push_back(build::absolute(File));
  T.ModelDigest = ModelDigest;
  return T;
}

/// Where the results of this command line are kept.
static std::string cacheDir(const Options &O, const Chosen &C) {
  if (!O.CacheDir.empty())
    return build::absolute(O.CacheDir);
  std::vector<std::string> Inputs;
  for (const build::Unit &U : C.Units.All) {
    Inputs.push_back(U.Source);
    Inputs.insert(Inputs.end(), U.Arguments.begin(), U.Arguments.end());
  }
  return build::defaultCacheDir(C.DatabaseFile, Inputs);
}

static std::optional<std::string>
analyseSources(const Options &O, const model::Models &Models, Outcome &Into) {
  Chosen C;
  if (auto Error = chooseUnits(O, C))
    return Error;
  std::string Directory = cacheDir(O, C);
  if (Directory.empty())
    return "there is no home directory to keep results in; name a directory "
           "with --cache-dir";
  build::Cache Cache;
  if (auto Error = Cache.open(Directory))
    return Error;
  Into.Asked = C.Units.All.size();
  Into.DroppedFlags = C.Units.DroppedFlags;
  unsigned Jobs =
      O.Jobs ? O.Jobs : llvm::hardware_concurrency().compute_thread_count();
  return makeWholeProgram(C.Units.All, stepTool(O, C.Clang, Models.digest()),
                          Cache, Jobs, progress(O.Quiet), Into.Whole);
}

/// Reads a program that is already IR.
static std::optional<std::string> readIr(const Options &O, Outcome &Into) {
  if (O.Files.empty())
    return "nothing to work on: --ir needs files";
  std::vector<link::Input> Inputs;
  for (const std::string &File : O.Files)
    Inputs.push_back({File, File});
  link::Result Linked = link::link(std::move(Inputs));
  if (!Linked.Unreadable.empty())
    return Linked.Unreadable.front().Why;
  Into.Whole.Program = std::move(Linked.Program);
  Into.Asked = O.Files.size();
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

static report::Run describe(Outcome &Done, analysis::Result Result) {
  report::Run R;
  R.ToolVersion = MAPRACE_VERSION;
  R.Findings = std::move(Result.Findings);
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
  auto Models = model::Models::builtin();
  const report::Format *Format = report::findFormat(O.Format);
  if (!Format)
    return refuse(unknownFormat(O.Format));
  Limits.MinAccesses = O.MinAccesses;
  Limits.MinPercent = O.MinRatio;
  auto Error = readTiers(O, Limits);
  if (!Error)
    Error = outputError(O.Output);
  if (!Error)
    Error = loadModels(O, Models);
  if (!Error)
    Error = O.Ir ? readIr(O, Done) : analyseSources(O, Models, Done);
  if (Error)
    return refuse(*Error);

  auto Result = analysis::analyse(Done.Whole.Program, Limits);
  int Code = exitCode(O, Done, !Result.Findings.empty());
  report::Run Run = describe(Done, std::move(Result));
  Error = writeReport(O, *Format, Run);
  return Error ? refuse(*Error) : Code;
}

} // namespace maprace::tools
