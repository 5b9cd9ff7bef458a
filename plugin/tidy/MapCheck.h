// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One check: shows the findings of one rule as warnings with notes.

#ifndef MAPRACE_TIDY_MAPCHECK_H
#define MAPRACE_TIDY_MAPCHECK_H

#include "plugin/tidy/Session.h"

#include "clang-tidy/ClangTidyCheck.h"

#include <memory>

namespace maprace::tidy {

class MapCheck : public clang::tidy::ClangTidyCheck {
public:
  MapCheck(llvm::StringRef Name, clang::tidy::ClangTidyContext *Context,
           std::shared_ptr<Session> Unit, finding::Rule Rule);

  bool isLanguageVersionSupported(const clang::LangOptions &L) const override {
    return L.CPlusPlus;
  }
  void storeOptions(clang::tidy::ClangTidyOptions::OptionMap &Opts) override;
  void registerMatchers(clang::ast_matchers::MatchFinder *Finder) override;
  void
  check(const clang::ast_matchers::MatchFinder::MatchResult &Match) override;
  void onStartOfTranslationUnit() override { Unit->clear(); }
  void onEndOfTranslationUnit() override { Unit->clear(); }

private:
  void show(const finding::Finding &F, clang::ASTContext &Context);

  std::shared_ptr<Session> Unit;
  finding::Rule Rule;
  Settings Chosen;
};

} // namespace maprace::tidy

#endif
