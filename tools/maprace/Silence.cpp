// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A baseline is a text file: a fingerprint begins each line, and what follows
// is for people.

#include "tools/maprace/Silence.h"

#include "checker/build/Paths.h"
#include "checker/config/Config.h"
#include "tools/maprace/Setup.h"

#include <algorithm>
#include <fstream>
#include <set>

namespace maprace::tools {

std::optional<std::string> loadConfig(const Options &O,
                                      analysis::Options &Into) {
  Into.Root = rootOf(O);
  std::string File = O.Config.empty() ? config::findAbove(Into.Root)
                                      : build::absolute(O.Config);
  if (File.empty())
    return std::nullopt;
  config::Config Read;
  if (auto Error =
          config::readFile(File, build::relativeTo(Into.Root, File), Read))
    return Error;
  Into.Silence = std::move(Read.Suppressions);
  return std::nullopt;
}

/// The fingerprint that \p Line begins with; empty if it is a comment.
static std::optional<std::string> fingerprintOf(const std::string &Line) {
  std::string Word = Line.substr(0, Line.find_first_of(" \t\r"));
  if (Word.empty() || Word.front() == '#')
    return "";
  bool Hex = Word.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (Word.size() != 16 || !Hex)
    return std::nullopt;
  return Word;
}

std::optional<std::string> applyBaseline(const Options &O,
                                         analysis::Result &To) {
  if (O.Baseline.empty())
    return std::nullopt;
  std::ifstream In(O.Baseline);
  std::set<std::string> Known;
  unsigned Number = 0;
  for (std::string Line; std::getline(In, Line);) {
    ++Number;
    std::optional<std::string> Word = fingerprintOf(Line);
    if (!Word)
      return O.Baseline + ":" + std::to_string(Number) +
             ": not a fingerprint; --write-baseline writes such files";
    Known.insert(*Word);
  }
  if (!In.eof())
    return O.Baseline + ": cannot be read";
  finding::Silence By;
  By.From = finding::Silence::Baseline;
  By.Text = "baseline " + O.Baseline;
  finding::applyBaseline(To.Findings, Known, By);
  std::vector<finding::Finding> Old = finding::takeSilenced(To.Findings);
  To.Suppressed.insert(To.Suppressed.end(), Old.begin(), Old.end());
  finding::sortAndDedupe(To.Suppressed);
  return std::nullopt;
}

static std::string baselineLine(const finding::Finding &F) {
  return finding::fingerprint(F) + " " + finding::checkName(F.What) + " " +
         F.Map + " in " + F.Primary.Function;
}

static bool wasKnown(const finding::Finding &F) {
  return std::any_of(F.SilencedBy.begin(), F.SilencedBy.end(),
                     [](const finding::Silence &S) {
                       return S.From == finding::Silence::Baseline;
                     });
}

std::optional<std::string> writeBaseline(const Options &O,
                                         const analysis::Result &Of) {
  if (O.WriteBaseline.empty())
    return std::nullopt;
  std::set<std::string> Lines;
  for (const finding::Finding &F : Of.Findings)
    Lines.insert(baselineLine(F));
  for (const finding::Finding &F : Of.Suppressed)
    if (wasKnown(F))
      Lines.insert(baselineLine(F));
  std::ofstream Out(O.WriteBaseline, std::ios::binary);
  for (const std::string &Line : Lines)
    Out << Line << '\n';
  Out.flush();
  if (!Out)
    return O.WriteBaseline + ": cannot be written";
  return std::nullopt;
}

} // namespace maprace::tools
