// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Findings as clang prints warnings, so that every tool that reads those reads
// these. Must not know: the wording.

#include "checker/report/Report.h"
#include "checker/report/Source.h"

#include <set>

namespace maprace::report {
namespace {

class TextWriter {
public:
  TextWriter(const Options &Opts, std::ostream &Out)
      : Show(Opts.Snippets), Source(Opts.SourceRoot), Out(Out) {}

  void finding(const finding::Finding &F) {
    diagnostic(F.Primary.Where, "warning",
               message(F) + " [" + checkName(F.What) + "]");
    for (const finding::Note &N : notes(F))
      diagnostic(N.Where, "note", N.Text);
  }

  void complaint(const finding::Note &N) {
    diagnostic(N.Where, "warning", N.Text);
  }
  void unused(const finding::Silence &S) {
    diagnostic(S.Where, "note", finding::unusedMessage(S));
  }

private:
  void diagnostic(const finding::Place &Where, std::string_view Level,
                  const std::string &Text) {
    Out << Where.File << ':' << Where.Line << ':' << Where.Column << ": "
        << Level << ": " << Text << '\n';
    if (!Show)
      return;
    if (std::optional<std::string> Snippet = Source.snippet(Where))
      Out << *Snippet;
  }

  bool Show;
  SourceLines Source;
  std::ostream &Out;
};

std::string counted(size_t N, std::string_view What) {
  std::string Text = N ? std::to_string(N) : "no";
  Text.append(" ").append(What);
  return N == 1 ? Text : Text + "s";
}

} // namespace

std::string closingLine(const Run &R) {
  std::set<std::string> Maps;
  for (const finding::Finding &F : R.Findings)
    Maps.insert(F.Map);
  std::string Text = "maprace: " + counted(R.Findings.size(), "finding");
  if (!Maps.empty())
    Text += " in " + counted(Maps.size(), "map");
  if (!R.Suppressed.empty())
    Text += ", " + std::to_string(R.Suppressed.size()) + " suppressed";
  size_t Total = R.UnitsAnalysed + R.Failed.size();
  return Text + "; " + std::to_string(R.UnitsAnalysed) + " of " +
         std::to_string(Total) + " translation unit" + (Total == 1 ? "" : "s") +
         " analysed";
}

void writeText(const Run &R, const Options &Opts, std::ostream &Out) {
  TextWriter Writer(Opts, Out);
  for (const finding::Finding &F : R.Findings)
    Writer.finding(F);
  for (const finding::Note &N : R.Complaints)
    Writer.complaint(N);
  for (const finding::Silence &S : R.Unused)
    Writer.unused(S);
  writeSummary(R, Out);
}

void writeSummary(const Run &R, std::ostream &Out) {
  for (const FailedUnit &U : R.Failed)
    Out << "maprace: " << U.File << " was left out: " << U.Reason << '\n';
  if (!R.DroppedFlags.empty()) {
    Out << "maprace: compiler flags that were dropped:";
    for (const std::string &Flag : R.DroppedFlags)
      Out << ' ' << Flag;
    Out << '\n';
  }
  for (const std::string &Cap : R.Caps)
    Out << "maprace: " << Cap << '\n';
  Out << closingLine(R) << '\n';
}

} // namespace maprace::report
