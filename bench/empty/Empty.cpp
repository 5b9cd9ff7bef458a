// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A clang-tidy check that does nothing: what clang-tidy itself costs. See
// ../cost.sh.

#include "clang-tidy/ClangTidyCheck.h"
#include "clang-tidy/ClangTidyModule.h"
#include "llvm/Config/llvm-config.h"
#if LLVM_VERSION_MAJOR < 22
#include "clang-tidy/ClangTidyModuleRegistry.h"
#endif

namespace {
using namespace clang::tidy;

class NothingCheck : public ClangTidyCheck {
public:
  using ClangTidyCheck::ClangTidyCheck;
};

class EmptyModule : public ClangTidyModule {
public:
  void addCheckFactories(ClangTidyCheckFactories &Factories) override {
    Factories.registerCheck<NothingCheck>("empty-nothing");
  }
};

ClangTidyModuleRegistry::Add<EmptyModule> Registration("empty-module",
                                                       "Does nothing.");
} // namespace
