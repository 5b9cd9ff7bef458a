// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From findings to clang-tidy's diagnostics.

#include "plugin/tidy/MapCheck.h"

#include "clang/AST/ASTContext.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"

using namespace clang::ast_matchers;

namespace maprace::tidy {

MapCheck::MapCheck(llvm::StringRef Name, clang::tidy::ClangTidyContext *Context,
                   std::shared_ptr<Session> Unit, finding::Rule Rule)
    : ClangTidyCheck(Name, Context), Unit(std::move(Unit)), Rule(Rule) {
  Chosen.Models = std::string(Options.getLocalOrGlobal("Models", ""));
  Chosen.Config = std::string(Options.getLocalOrGlobal("Config", ""));
  Chosen.Tiers = std::string(Options.getLocalOrGlobal("Tiers", "A;B;C"));
  if (Rule != finding::Rule::InconsistentGuard)
    return;
  Chosen.MinAccesses = std::string(Options.get("MinAccesses", "2"));
  Chosen.MinRatio = std::string(Options.get("MinRatio", "50"));
}

void MapCheck::storeOptions(clang::tidy::ClangTidyOptions::OptionMap &Opts) {
  Options.store(Opts, "Config", llvm::StringRef(Chosen.Config));
  Options.store(Opts, "Models", llvm::StringRef(Chosen.Models));
  Options.store(Opts, "Tiers", llvm::StringRef(Chosen.Tiers));
  if (Rule != finding::Rule::InconsistentGuard)
    return;
  Options.store(Opts, "MinAccesses", llvm::StringRef(Chosen.MinAccesses));
  Options.store(Opts, "MinRatio", llvm::StringRef(Chosen.MinRatio));
}

void MapCheck::registerMatchers(MatchFinder *Finder) {
  Finder->addMatcher(translationUnitDecl().bind("unit"), this);
}

static clang::SourceLocation locate(const finding::Place &P,
                                    clang::ASTContext &Context) {
  clang::SourceManager &Sources = Context.getSourceManager();
  auto File = Sources.getFileManager().getOptionalFileRef(P.File);
  if (!P.Line || !File)
    return {};
  return Sources.translateFileLineCol(*File, P.Line, P.Column);
}

void MapCheck::check(const MatchFinder::MatchResult &Match) {
  clang::ASTContext &Context = *Match.Context;
  for (const finding::Finding &F : Unit->findings(Context, Chosen))
    if (F.What == Rule)
      show(F, Context);
  // Of all our checks one tells what was not understood.
  if (Rule == finding::Rule::UnguardedAccess)
    for (const finding::Note &N : Unit->complaints(Chosen))
      diag(locate(N.Where, Context), "%0") << N.Text;
  for (const std::string &Error : Unit->errors(Chosen))
    configurationDiag("%0") << Error;
}

void MapCheck::show(const finding::Finding &F, clang::ASTContext &Context) {
  diag(locate(F.Primary.Where, Context), "%0") << finding::message(F);
  for (const finding::Note &N : finding::notes(F))
    diag(locate(N.Where, Context), "%0", clang::DiagnosticIDs::Note) << N.Text;
}

} // namespace maprace::tidy
