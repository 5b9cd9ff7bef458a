// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a run of the tool gave, and the formats it can be written in. A format
// is a function of a run; the words come from the findings' room. Must not
// know: how findings are made, where the output goes.

#ifndef MAPRACE_REPORT_REPORT_H
#define MAPRACE_REPORT_REPORT_H

#include "checker/finding/Explanation.h"

#include <cstddef>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace maprace::report {

/// A translation unit that could not be analysed.
struct FailedUnit {
  std::string File;
  std::string Reason;
};

/// What a run gave. Every list is in the order in which it is shown.
struct Run {
  std::string ToolVersion;
  /// Tells runs over several configurations of one project apart; may be empty.
  std::string Category;
  std::vector<finding::Finding> Findings;
  /// Findings that a suppression silences.
  std::vector<finding::Finding> Suppressed;
  /// What the source says to us and we do not understand.
  std::vector<finding::Note> Complaints;
  /// Suppressions of our checks that silenced nothing, if asked for.
  std::vector<finding::Silence> Unused;
  /// Units that were analysed; the failed ones come on top.
  size_t UnitsAnalysed = 0;
  std::vector<FailedUnit> Failed;
  /// Compiler flags that were left out because Clang does not know them.
  std::vector<std::string> DroppedFlags;
  /// One sentence for each limit of the analysis that was hit.
  std::vector<std::string> Caps;
};

struct Options {
  /// Relative paths of findings are read from here; empty: from the current
  /// directory. Never appears in the output.
  std::string SourceRoot;
  /// Text: show the source line and a caret, if the file can be read.
  bool Snippets = true;
};

struct Format {
  std::string_view Name;
  std::string_view Summary;
  void (*Write)(const Run &R, const Options &Opts, std::ostream &Out);
};

/// Every format, the default one first.
const std::vector<Format> &formats();
/// The format of that name, or null.
const Format *findFormat(std::string_view Name);

/// Warnings as clang prints them, and a last line that sums up.
void writeText(const Run &R, const Options &Opts, std::ostream &Out);
/// SARIF 2.1.0, with GitHub's additional rules.
void writeSarif(const Run &R, const Options &Opts, std::ostream &Out);
/// Everything that a finding holds; docs/formats.md.
void writeJson(const Run &R, const Options &Opts, std::ostream &Out);

/// `maprace: 2 findings in 1 map; 12 of 12 translation units analysed`
std::string closingLine(const Run &R);

/// An explanation as text.
void writeExplanation(const finding::Explanation &E, const Options &Opts,
                      std::ostream &Out);

/// How complete the run was: what was left out, then the closing line. The
/// last lines of the text format; a tool shows them beside any other.
void writeSummary(const Run &R, std::ostream &Out);

} // namespace maprace::report

#endif
