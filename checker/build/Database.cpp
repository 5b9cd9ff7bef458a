// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// See Database.h. Reading the JSON and the shell's quoting is left to clang.

#include "checker/build/Database.h"

#include "checker/build/Paths.h"

#include "clang/Tooling/CompilationDatabase.h"
#include "clang/Tooling/JSONCompilationDatabase.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/GlobPattern.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/VirtualFileSystem.h"

#include <algorithm>
#include <set>

namespace maprace::build {

static constexpr const char *DatabaseName = "compile_commands.json";

namespace {
/// Globs, compiled. `*` crosses directories.
class Globs {
public:
  std::optional<std::string> add(const std::vector<std::string> &Patterns) {
    for (const std::string &P : Patterns) {
      auto Glob = llvm::GlobPattern::create(P);
      if (!Glob)
        return "malformed pattern '" + P + "': " + toString(Glob.takeError());
      All.push_back(std::move(*Glob));
    }
    return std::nullopt;
  }
  bool empty() const { return All.empty(); }
  bool match(const Unit &U) const {
    return std::any_of(All.begin(), All.end(), [&](const auto &G) {
      return G.match(U.Name) || G.match(U.Source);
    });
  }

private:
  std::vector<llvm::GlobPattern> All;
};

/// Gathers units; drops repetitions and what was not asked for.
class Gatherer {
public:
  Gatherer(const Selection &What, Units &Into) : What(What), Into(Into) {}
  std::optional<std::string> begin();
  /// False if the source is not C++.
  bool add(const std::string &Source, const std::string &Directory,
           const std::vector<std::string> &Command, bool Any);
  void finish() { Into.All.assign(Seen.begin(), Seen.end()); }

private:
  const Selection &What;
  Units &Into;
  Globs Include, Exclude;
  std::set<Unit> Seen;
};
} // namespace

std::optional<std::string> Gatherer::begin() {
  if (auto Error = Include.add(What.Include))
    return Error;
  return Exclude.add(What.Exclude);
}

bool Gatherer::add(const std::string &Source, const std::string &Directory,
                   const std::vector<std::string> &Command, bool Any) {
  Unit U{Source, relativeTo(What.Root, Source), Directory, {}};
  if ((!Include.empty() && !Include.match(U)) || Exclude.match(U))
    return true;
  Adapted A = adapt(Command, Source, What.Clang, What.Extra);
  if (!A.IsCxx && !Any)
    return false;
  U.Arguments = std::move(A.Arguments);
  if (!Seen.insert(std::move(U)).second)
    return true;
  std::set<std::string> Distinct(A.Dropped.begin(), A.Dropped.end());
  for (const std::string &Flag : Distinct)
    ++Into.DroppedFlags[Flag];
  return true;
}

std::string databaseFile(const std::string &Path) {
  std::string Whole = absolute(Path);
  return llvm::sys::fs::is_directory(Whole) ? Whole + "/" + DatabaseName
                                            : Whole;
}

std::optional<std::string> databaseAbove(const std::string &File) {
  std::string Directory = absolute(File);
  while (llvm::sys::path::has_parent_path(Directory)) {
    Directory = llvm::sys::path::parent_path(Directory).str();
    std::string Candidate = absolute(DatabaseName, Directory);
    if (llvm::sys::fs::exists(Candidate))
      return Candidate;
  }
  return std::nullopt;
}

/// Reads the database, or says in one sentence why not.
static std::optional<std::string>
load(const std::string &File,
     std::unique_ptr<clang::tooling::CompilationDatabase> &Into) {
  auto Buffer = llvm::MemoryBuffer::getFile(File);
  if (!Buffer)
    return File + ": " + Buffer.getError().message() +
           "; a compilation database is written by cmake "
           "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON, or by Bear";
  std::string Why;
  auto Json = clang::tooling::JSONCompilationDatabase::loadFromBuffer(
      (*Buffer)->getBuffer(), Why,
      clang::tooling::JSONCommandLineSyntax::AutoDetect);
  if (!Json) {
    std::replace(Why.begin(), Why.end(), '\n', ' ');
    return File + ": not a compilation database: " + Why;
  }
  if (Json->getAllCompileCommands().empty())
    return File + ": the compilation database is empty";
  Into = clang::tooling::inferToolLocation(std::move(Json));
  return std::nullopt;
}

/// The selected files that \p Found does not hold, as one sentence.
static std::optional<std::string> missing(const std::vector<std::string> &Files,
                                          const std::set<std::string> &Found,
                                          const std::string &DatabaseFile) {
  for (const std::string &F : Files) {
    if (!llvm::sys::fs::exists(F))
      return F + ": no such file";
    if (!Found.count(real(absolute(F))))
      return F + ": not in the compilation database " + DatabaseFile +
             "; give its flags after --";
  }
  return std::nullopt;
}

std::optional<std::string> fromDatabase(const std::string &DatabaseFile,
                                        const Selection &What, Units &Into) {
  Gatherer Gather(What, Into);
  if (auto Error = Gather.begin())
    return Error;
  std::unique_ptr<clang::tooling::CompilationDatabase> Database;
  if (auto Error = load(DatabaseFile, Database))
    return Error;
  std::set<std::string> Wanted, Found;
  for (const std::string &F : What.Files)
    Wanted.insert(real(absolute(F)));
  std::string Home = llvm::sys::path::parent_path(DatabaseFile).str();
  for (const auto &Command : Database->getAllCompileCommands()) {
    std::string Directory = absolute(Command.Directory, Home);
    std::string Source = absolute(Command.Filename, Directory);
    bool Named = false;
    if (!Wanted.empty()) {
      std::string Real = real(Source);
      if (!Wanted.count(Real))
        continue;
      Found.insert(Real);
      Named = true;
    }
    std::vector<std::string> Words = Command.CommandLine;
    clang::tooling::addExpandedResponseFiles(Words, Directory,
                                             llvm::cl::TokenizeGNUCommandLine,
                                             *llvm::vfs::getRealFileSystem());
    Gather.add(Source, Directory, Words, Named);
  }
  Gather.finish();
  return missing(What.Files, Found, DatabaseFile);
}

std::optional<std::string> fromFlags(const std::vector<std::string> &Flags,
                                     const Selection &What, Units &Into) {
  Gatherer Gather(What, Into);
  if (auto Error = Gather.begin())
    return Error;
  std::vector<std::string> Command = {What.Clang.Driver};
  Command.insert(Command.end(), Flags.begin(), Flags.end());
  for (const std::string &F : What.Files) {
    auto Readable = llvm::MemoryBuffer::getFile(F);
    if (!Readable)
      return F + ": " + Readable.getError().message();
    Gather.add(absolute(F), absolute("."), Command, /*Any=*/true);
  }
  Gather.finish();
  return std::nullopt;
}

} // namespace maprace::build
