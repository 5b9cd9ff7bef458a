// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// See Setup.h.

#include "tools/maprace/Setup.h"

#include "checker/build/Paths.h"

#include "llvm/Support/FileSystem.h"

namespace maprace::tools {

std::string rootOf(const Options &O) {
  return build::absolute(O.Root.empty() ? "." : O.Root);
}

std::optional<std::string> loadModels(const Options &O, model::Models &Into) {
  for (const std::string &File : O.Models)
    if (auto Error = Into.addFile(File))
      return Error;
  return std::nullopt;
}

std::optional<std::string> findClang(const Options &O, build::Toolchain &Into) {
  std::string Directory = build::absolute(
      O.ResourceDir.empty() ? MAPRACE_RESOURCE_DIR : O.ResourceDir);
  if (!llvm::sys::fs::exists(Directory + "/include/stddef.h"))
    return Directory +
           ": not a resource directory of clang (it has no include/stddef.h); "
           "name one with --resource-dir, as clang -print-resource-dir tells";
  Into.ResourceDir = Directory;
  // PREFIX/lib/clang/N belongs to PREFIX/bin/clang++.
  Into.Driver = build::absolute("../../../bin/clang++", Directory);
  return std::nullopt;
}

/// The database to use: the one named, or the closest above the first file.
static std::string database(const Options &O) {
  if (!O.Database.empty())
    return build::databaseFile(O.Database);
  if (O.Flags || O.Files.empty())
    return "";
  return build::databaseAbove(O.Files.front()).value_or("");
}

std::optional<std::string> chooseUnits(const Options &O, Chosen &Into) {
  if (O.Files.empty() && O.Database.empty())
    return "nothing to work on: name a build directory with -p, or files";
  if (O.Flags && !O.Database.empty())
    return "-p and -- cannot be combined: flags come from one of them";
  build::Selection What;
  What.Root = rootOf(O);
  What.Files = O.Files;
  What.Include = O.Include;
  What.Exclude = O.Exclude;
  What.Extra = O.Extra;
  if (auto Error = findClang(O, What.Clang))
    return Error;
  Into.Clang = What.Clang;
  Into.DatabaseFile = database(O);
  auto Error =
      Into.DatabaseFile.empty()
          ? build::fromFlags(O.Flags.value_or(std::vector<std::string>()), What,
                             Into.Units)
          : build::fromDatabase(Into.DatabaseFile, What, Into.Units);
  if (!Error && Into.Units.All.empty())
    return "no C++ source was selected";
  return Error;
}

} // namespace maprace::tools
