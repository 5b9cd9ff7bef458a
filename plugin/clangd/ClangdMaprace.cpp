// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// clangd-maprace: clangd with maprace's checks linked in and switched on.
// Debian ships clangd as libraries without their headers, and clangd loads no
// plugins; so this file declares the three functions it needs and has the
// linker wrap two of them. Must not know: what the checks do.

#include "clang-tidy/ClangTidyOptions.h"
#include "llvm/ADT/FunctionExtras.h"
#include "llvm/ADT/StringRef.h"

#include <optional>

namespace clang::clangd {
/// clangd's main function.
int clangdMain(int Argc, char *Argv[]);

/// Changes the clang-tidy options of a file; clangd applies a list of these:
/// the environment, .clang-tidy files, .clangd files, then the defaults.
using TidyProvider = llvm::unique_function<void(tidy::ClangTidyOptions &,
                                                llvm::StringRef) const>;
} // namespace clang::clangd

using clang::clangd::TidyProvider;

// The names that `ld --wrap` gives to a function and to its replacement.
TidyProvider realProvideDefaultChecks() __asm__(
    "__real__ZN5clang6clangd20provideDefaultChecksEv");
TidyProvider wrapProvideDefaultChecks() __asm__(
    "__wrap__ZN5clang6clangd20provideDefaultChecksEv");
std::optional<bool> realIsFastTidyCheck(llvm::StringRef Check) __asm__(
    "__real__ZN5clang6clangd15isFastTidyCheckEN4llvm9StringRefE");
std::optional<bool> wrapIsFastTidyCheck(llvm::StringRef Check) __asm__(
    "__wrap__ZN5clang6clangd15isFastTidyCheckEN4llvm9StringRefE");

/// Switches our checks on where no configuration speaks of them: a project's
/// .clang-tidy that says `-*,bugprone-*` was not written with us in mind, but
/// one that names maprace, in either sense, was, and has the last word.
TidyProvider wrapProvideDefaultChecks() {
  return [Defaults = realProvideDefaultChecks()](
             clang::tidy::ClangTidyOptions &Opts, llvm::StringRef File) {
    Defaults(Opts, File);
    if (!Opts.Checks)
      Opts.Checks.emplace();
    if (!llvm::StringRef(*Opts.Checks).contains("maprace"))
      *Opts.Checks += ",maprace-*";
  };
}

/// By default clangd runs only checks that its own table calls fast, and drops
/// all others silently. Ours have to earn this answer: bench/cost.sh measures.
std::optional<bool> wrapIsFastTidyCheck(llvm::StringRef Check) {
  if (Check.starts_with("maprace-"))
    return true;
  return realIsFastTidyCheck(Check);
}

int main(int Argc, char *Argv[]) {
  return clang::clangd::clangdMain(Argc, Argv);
}
