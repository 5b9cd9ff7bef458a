// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The analysis of the translation unit at hand, done once however many of our
// checks are on. Holds nothing over translation units.

#ifndef MAPRACE_TIDY_SESSION_H
#define MAPRACE_TIDY_SESSION_H

#include "checker/finding/Finding.h"

#include <map>
#include <string>
#include <vector>

namespace clang {
class ASTContext;
}

namespace maprace::tidy {

/// What a user may set; the same keys for each check.
struct Settings {
  std::string Models; ///< model files, separated by `;`
  std::string Tiers;  ///< letters separated by `;`
  std::string MinAccesses = "2", MinRatio = "50"; ///< of inconsistent-guard
  std::string Config; ///< configuration; empty: found above the source
  auto operator<=>(const Settings &) const = default;
};

class Session {
public:
  /// The findings of \p Context under \p S. Complaints about the settings are
  /// left in errors().
  const std::vector<finding::Finding> &findings(clang::ASTContext &Context,
                                                const Settings &S);
  /// One sentence for each setting that could not be used.
  const std::vector<std::string> &errors(const Settings &S) const;
  /// What the source says to us and we do not understand.
  const std::vector<finding::Note> &complaints(const Settings &S) const;
  /// Forgets everything.
  void clear() { Units.clear(); }

private:
  struct Unit {
    std::vector<finding::Finding> Findings;
    std::vector<std::string> Errors;
    std::vector<finding::Note> Complaints;
  };
  static Unit analyse(clang::ASTContext &Context, const Settings &S);
  std::map<Settings, Unit> Units;
};

} // namespace maprace::tidy

#endif
