// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The analysis of the translation unit at hand.

#include "plugin/tidy/Session.h"

#include "checker/analysis/Analysis.h"
#include "checker/config/Config.h"
#include "checker/lower/Lower.h"

#include "clang/AST/ASTContext.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/VirtualFileSystem.h"

namespace maprace::tidy {

const std::vector<finding::Finding> &
Session::findings(clang::ASTContext &Context, const Settings &S) {
  auto It = Units.find(S);
  if (It == Units.end())
    It = Units.emplace(S, analyse(Context, S)).first;
  return It->second.Findings;
}

const std::vector<std::string> &Session::errors(const Settings &S) const {
  return Units.at(S).Errors;
}

const std::vector<finding::Note> &Session::complaints(const Settings &S) const {
  return Units.at(S).Complaints;
}

/// The configuration that \p S names, or the one above the main file.
static std::optional<std::string> readConfig(clang::ASTContext &Context,
                                             const Settings &S,
                                             analysis::Options &Opts) {
  clang::SourceManager &Sources = Context.getSourceManager();
  llvm::vfs::FileSystem &Files =
      Sources.getFileManager().getVirtualFileSystem();
  if (auto Directory = Files.getCurrentWorkingDirectory())
    Opts.Root = *Directory;
  std::string File = S.Config;
  if (File.empty()) {
    auto Main = Sources.getFileEntryRefForID(Sources.getMainFileID());
    if (!Main)
      return std::nullopt;
    llvm::SmallString<256> Path(Main->getName());
    Files.makeAbsolute(Path);
    File = config::findAbove(llvm::sys::path::parent_path(Path).str());
  }
  if (File.empty())
    return std::nullopt;
  config::Config Read;
  auto Error = config::readFile(File, File, Read);
  Opts.Silence = std::move(Read.Suppressions);
  return Error;
}

static bool readTiers(llvm::StringRef Text, analysis::Options &Opts) {
  Opts.Tiers.clear();
  llvm::SmallVector<llvm::StringRef> Letters;
  Text.split(Letters, ';', -1, false);
  for (llvm::StringRef Letter : Letters) {
    std::optional<finding::Tier> T = finding::tierNamed(Letter.trim());
    if (!T)
      return false;
    Opts.Tiers.insert(*T);
  }
  return true;
}

/// Reads a number of at least 1, at most \p Most. A value that is none is
/// told, and the default stays.
static void readNumber(llvm::StringRef Name, llvm::StringRef Text,
                       unsigned Most, unsigned &Into,
                       std::vector<std::string> &Errors) {
  unsigned Number = 0;
  if (!Text.trim().getAsInteger(10, Number) && Number >= 1 && Number <= Most)
    Into = Number;
  else
    Errors.push_back("option '" + Name.str() + "' has the value '" +
                     Text.str() + "', which is not a number from 1 to " +
                     std::to_string(Most));
}

Session::Unit Session::analyse(clang::ASTContext &Context, const Settings &S) {
  Unit U;
  analysis::Options Opts;
  if (!readTiers(S.Tiers, Opts)) {
    U.Errors.push_back("option 'Tiers' has the value '" + S.Tiers +
                       "', which is not a list of A, B, C and D separated by "
                       "';'");
    Opts = analysis::Options();
  }
  readNumber("MinAccesses", S.MinAccesses, 1000, Opts.MinAccesses, U.Errors);
  readNumber("MinRatio", S.MinRatio, 100, Opts.MinPercent, U.Errors);
  // The built-in models alone answer whether anything can be found here.
  model::Models Models = model::Models::builtin();
  llvm::SmallVector<llvm::StringRef> Files;
  llvm::StringRef(S.Models).split(Files, ';', -1, false);
  for (llvm::StringRef File : Files)
    if (auto Error = Models.addFile(File.trim().str()))
      U.Errors.push_back(*Error);
  if (!lower::mentionsMaps(Context, Models))
    return U;
  if (auto Error = readConfig(Context, S, Opts))
    U.Errors.push_back(*Error);
  lower::Result Lowered = lower::lower(Context, Models, {});
  analysis::Result Result = analysis::analyse(Lowered.Program, Opts);
  U.Findings = std::move(Result.Findings);
  U.Complaints = std::move(Result.Complaints);
  return U;
}

} // namespace maprace::tidy
