// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// See Inputs.h.

#include "tools/maprace/Inputs.h"

#include "checker/build/Paths.h"
#include "checker/link/Link.h"
#include "tools/maprace/Setup.h"
#include "tools/maprace/Tell.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Threading.h"

namespace maprace::tools {

std::optional<std::string> readLimits(const Options &O,
                                      analysis::Options &Into) {
  Into.MinAccesses = O.MinAccesses;
  Into.MinPercent = O.MinRatio;
  if (O.Tiers.empty())
    return std::nullopt;
  Into.Tiers.clear();
  for (const std::string &Name : O.Tiers) {
    std::optional<finding::Tier> T = finding::tierNamed(Name);
    if (!T)
      return "there is no tier '" + Name + "': --tiers takes A, B, C and D";
    Into.Tiers.insert(*T);
  }
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
    T.ModelFiles.push_back(
        model::Models::isOptional(File) ? File : build::absolute(File));
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

static std::optional<std::string> analyseSources(const Options &O,
                                                 Outcome &Into) {
  auto Models = model::Models::builtin();
  if (auto Error = loadModels(O, Models))
    return Error;
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

std::optional<std::string> readProgram(const Options &O, Outcome &Into) {
  return O.Ir ? readIr(O, Into) : analyseSources(O, Into);
}

} // namespace maprace::tools
