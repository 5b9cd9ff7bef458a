// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reads source lines and draws carets. Must not know: warnings.

#include "checker/report/Source.h"

#include <fstream>

namespace maprace::report {
namespace {

/// A longer line is generated code or data.
constexpr size_t LongestShown = 300;

/// Blanks as wide as \p Line up to byte \p End: a tab stays a tab, and the
/// bytes that continue a UTF-8 sequence take no room.
std::string blanks(const std::string &Line, size_t End) {
  std::string Text;
  for (size_t I = 0; I < End && I < Line.size(); ++I) {
    bool Continues = (static_cast<unsigned char>(Line[I]) & 0xC0) == 0x80;
    if (Line[I] == '\t')
      Text += '\t';
    else if (!Continues)
      Text += ' ';
  }
  return Text;
}

} // namespace

const std::vector<std::string> &SourceLines::lines(const std::string &File) {
  auto [Where, New] = Files.try_emplace(File);
  if (!New)
    return Where->second;
  bool Relative = !Root.empty() && !File.empty() && File.front() != '/';
  std::ifstream In(Relative ? Root + "/" + File : File);
  for (std::string Line; std::getline(In, Line);) {
    if (!Line.empty() && Line.back() == '\r')
      Line.pop_back();
    Where->second.push_back(std::move(Line));
  }
  return Where->second;
}

std::optional<std::string> SourceLines::snippet(const finding::Place &Where) {
  const std::vector<std::string> &Lines = lines(Where.File);
  if (!Where.Line || Where.Line > Lines.size())
    return std::nullopt;
  const std::string &Line = Lines[Where.Line - 1];
  if (Line.size() > LongestShown)
    return std::nullopt;
  std::string Number = std::to_string(Where.Line);
  std::string Margin(Number.size() < 5 ? 5 - Number.size() : 0, ' ');
  std::string Text = Margin + Number + " | " + Line + "\n";
  if (Where.Column)
    Text += std::string(Margin.size() + Number.size(), ' ') + " | " +
            blanks(Line, Where.Column - 1) + "^\n";
  return Text;
}

} // namespace maprace::report
