// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What silences findings: a comment or an annotation in the source, an entry of
// a configuration, a baseline. Must not know: how they are found, whether a
// silenced finding is shown.

#ifndef MAPRACE_FINDING_SUPPRESSION_H
#define MAPRACE_FINDING_SUPPRESSION_H

#include "checker/finding/Finding.h"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace maprace::finding {

/// A suppression and what it covers. It silences a finding if the check fits
/// and every list below that is not empty has an entry that fits.
struct Suppression {
  Silence What;
  /// Globs of checks; none: every check.
  std::optional<std::vector<std::string>> Checks;
  /// Lines of a file, from First to Last; with a Column that place alone. An
  /// empty File: anywhere. Either access or the map's declaration may lie here.
  std::string File;
  unsigned First = 0, Last = 0, Column = 0;
  /// Globs of paths, absolute or relative to Base.
  std::vector<std::string> Paths;
  std::string Base;
  /// Globs of the map's and of either function's name.
  std::vector<std::string> Maps, Functions;
};

/// True if \p Text is matched as a whole by \p Pattern, in which `*` stands for
/// any text and `?` for any character.
bool globMatches(std::string_view Pattern, std::string_view Text);

/// The checks that a comment such as `NOLINT(maprace-*, other)` names; none if
/// it names no check, which means all of them.
std::optional<std::vector<std::string>> checksOf(std::string_view Comment);

/// True if \p S silences \p F. \p Root: the directory that files of findings
/// are relative to.
bool silences(const Suppression &S, const Finding &F, const std::string &Root);

/// Takes the silenced findings out of \p Findings and returns them; both keep
/// their order.
std::vector<Finding> takeSilenced(std::vector<Finding> &Findings);

/// Silences the findings whose fingerprint is in \p Known by \p By.
void applyBaseline(std::vector<Finding> &Findings,
                   const std::set<std::string> &Known, const Silence &By);

} // namespace maprace::finding

#endif
