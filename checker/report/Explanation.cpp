// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An explanation as text: a line for each sentence, indented below what it is
// about. Must not know: the wording.

#include "checker/report/Report.h"
#include "checker/report/Source.h"

#include <set>

namespace maprace::report {

static std::string placeText(const finding::Place &P) {
  return P.File + ":" + std::to_string(P.Line) + ":" + std::to_string(P.Column);
}

void writeExplanation(const finding::Explanation &E, const Options &Opts,
                      std::ostream &Out) {
  SourceLines Source(Opts.SourceRoot);
  Out << E.File << ':' << E.Line << '\n';
  std::set<finding::Place> Shown;
  for (const finding::ExplanationLine &L : sentences(E)) {
    Out << std::string(2 * (L.Depth + 1), ' ') << L.Text;
    if (L.Where.Line)
      Out << " (" << placeText(L.Where) << ')';
    Out << '\n';
    if (!Opts.Snippets || L.Depth || L.Where.Line != E.Line)
      continue;
    // The line in question is shown once for each place on it.
    if (Shown.insert(L.Where).second)
      Out << Source.snippet(L.Where).value_or("");
  }
}

} // namespace maprace::report
