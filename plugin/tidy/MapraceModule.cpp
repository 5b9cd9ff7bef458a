// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Registers the checks, if the host is of the LLVM that they were built for.

#include "plugin/tidy/MapCheck.h"

#include "clang/Basic/Version.h"
#if CLANG_VERSION_MAJOR >= 22
#include "clang-tidy/ClangTidyModule.h"
#else
#include "clang-tidy/ClangTidyModule.h"
#include "clang-tidy/ClangTidyModuleRegistry.h"
#endif
#include "llvm/Support/raw_ostream.h"

#include <cstdlib>

namespace maprace::tidy {

namespace {
class Module : public clang::tidy::ClangTidyModule {
public:
  void
  addCheckFactories(clang::tidy::ClangTidyCheckFactories &Factories) override {
    auto Unit = std::make_shared<Session>();
    for (finding::Rule Rule : finding::allRules())
      Factories.registerCheckFactory(
          finding::checkName(Rule),
          [Unit, Rule](llvm::StringRef Name,
                       clang::tidy::ClangTidyContext *Context) {
            return std::make_unique<MapCheck>(Name, Context, Unit, Rule);
          });
  }
};

/// A plugin in a host of another LLVM would die on a missing symbol, or be
/// left out without a word where the host binds eagerly. This comes first and
/// says so.
struct VersionCheck {
  VersionCheck() {
    std::string Host = clang::getClangToolFullVersion("");
    size_t Digit = Host.find("version ");
    long Major = Digit == std::string::npos
                     ? 0
                     : std::strtol(Host.c_str() + Digit + 8, nullptr, 10);
    if (Major == CLANG_VERSION_MAJOR)
      return;
    llvm::errs() << "error: maprace-tidy.so was built for LLVM "
                 << CLANG_VERSION_MAJOR << " but was loaded into LLVM " << Major
                 << "; load the build for LLVM " << Major
                 << " or run clang-tidy-" << CLANG_VERSION_MAJOR << "\n";
    std::exit(2);
  }
};
const VersionCheck Checked;

const clang::tidy::ClangTidyModuleRegistry::Add<Module>
    Registered("maprace-module", "Finds data races on maps.");
} // namespace

} // namespace maprace::tidy
