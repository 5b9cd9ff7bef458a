// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Source lines to show under a warning. Must not know: warnings.

#ifndef MAPRACE_REPORT_SOURCE_H
#define MAPRACE_REPORT_SOURCE_H

#include "checker/finding/Finding.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace maprace::report {

/// Reads each file at most once.
class SourceLines {
public:
  /// Relative paths are looked up in \p Root, if it is not empty.
  explicit SourceLines(std::string Root) : Root(std::move(Root)) {}

  /// The line at \p Where and a caret below it, as clang shows them, each with
  /// its newline. Nothing if the file cannot be read, ends before, or the line
  /// is not one that a person would read.
  std::optional<std::string> snippet(const finding::Place &Where);

private:
  const std::vector<std::string> &lines(const std::string &File);

  std::string Root;
  std::map<std::string, std::vector<std::string>> Files;
};

} // namespace maprace::report

#endif
