// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One run of clang's frontend over one unit, with a virtual file system whose
// working directory is the unit's: the process' own never changes.

#include "checker/build/Translate.h"

#include "checker/build/Paths.h"

#include "clang/AST/ASTConsumer.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Frontend/Utils.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/Support/VirtualFileSystem.h"

namespace maprace::build {

namespace {

/// Keeps the first error, drops everything else.
class FirstError : public clang::DiagnosticConsumer {
public:
  FirstError(const Unit &U, const std::string &Root) : U(U), Root(Root) {}
  void HandleDiagnostic(clang::DiagnosticsEngine::Level Level,
                        const clang::Diagnostic &Info) override;
  const std::string &text() const { return Text; }

private:
  const Unit &U;
  const std::string &Root;
  std::string Text;
};

/// Notes every file that is read, system headers too.
class Files : public clang::DependencyCollector {
  bool needSystemDependencies() override { return true; }
  bool sawDependency(llvm::StringRef Name, bool, bool, bool,
                     bool IsMissing) override {
    return !IsMissing && !Name.starts_with("<");
  }
};

/// What an action needs from outside and leaves behind.
struct Job {
  const model::Models &Models;
  const std::string &Root;
  Files Read;
  std::optional<lower::Result> Lowered;
};

class Lowerer : public clang::ASTConsumer {
public:
  explicit Lowerer(Job &J) : J(J) {}
  void HandleTranslationUnit(clang::ASTContext &Context) override {
    if (!Context.getDiagnostics().hasErrorOccurred())
      J.Lowered = lower::lower(Context, J.Models, {J.Root});
  }

private:
  Job &J;
};

class Action : public clang::ASTFrontendAction {
public:
  explicit Action(Job &J) : J(J) {}
  std::unique_ptr<clang::ASTConsumer>
  CreateASTConsumer(clang::CompilerInstance &CI, llvm::StringRef) override {
    J.Read.attachToPreprocessor(CI.getPreprocessor());
    return std::make_unique<Lowerer>(J);
  }

private:
  Job &J;
};

} // namespace

void FirstError::HandleDiagnostic(clang::DiagnosticsEngine::Level Level,
                                  const clang::Diagnostic &Info) {
  DiagnosticConsumer::HandleDiagnostic(Level, Info);
  if (Level < clang::DiagnosticsEngine::Error || !Text.empty())
    return;
  llvm::SmallString<128> Message;
  Info.FormatDiagnostic(Message);
  std::string Place;
  if (Info.hasSourceManager() && Info.getLocation().isValid()) {
    auto At = Info.getSourceManager().getPresumedLoc(Info.getLocation());
    if (At.isValid())
      Place = relativeTo(Root, absolute(At.getFilename(), U.Directory)) + ":" +
              std::to_string(At.getLine()) + ":" +
              std::to_string(At.getColumn()) + ": ";
  }
  Text = Place + Message.str().str();
}

Translation translate(const Unit &U, const model::Models &Models,
                      const std::string &Root) {
  Translation Result;
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Disk(
      llvm::vfs::createPhysicalFileSystem().release());
  if (auto Error = Disk->setCurrentWorkingDirectory(U.Directory)) {
    Result.Error =
        "the directory of its command, " + U.Directory + ": " + Error.message();
    return Result;
  }
  llvm::IntrusiveRefCntPtr<clang::FileManager> Manager(
      new clang::FileManager(clang::FileSystemOptions(), Disk));
  Job J{Models, Root, {}, {}};
  FirstError Errors(U, Root);
  clang::tooling::ToolInvocation Run(U.Arguments, std::make_unique<Action>(J),
                                     Manager.get());
  Run.setDiagnosticConsumer(&Errors);
  Run.run();
  for (const std::string &File : J.Read.getDependencies())
    Result.Dependencies.push_back(absolute(File, U.Directory));
  Result.Lowered = std::move(J.Lowered);
  if (Result.Lowered)
    return Result;
  Result.Error = Errors.text().empty() ? "clang cannot take its command line"
                                       : Errors.text();
  return Result;
}

} // namespace maprace::build
