// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Suppressions.

#include "checker/analysis/Silencing.h"
#include "checker/analysis/Describe.h"

#include <algorithm>

namespace maprace::analysis {

using finding::Silence;
using finding::Suppression;

std::vector<Suppression> suppressions(const ir::Program &P,
                                      const Options &Opts) {
  Describe Say(P);
  std::vector<Suppression> All;
  All.reserve(P.Suppressions.size() + Opts.Silence.size());
  for (const ir::Suppression &S : P.Suppressions) {
    Suppression Mine;
    Mine.What.From = S.Annotation ? Silence::Annotation : Silence::Comment;
    Mine.What.Where = Say.place(S.Where);
    Mine.What.Text = P.text(S.Text);
    if (!S.Annotation)
      Mine.Checks = finding::checksOf(Mine.What.Text);
    Mine.File = Mine.What.Where.File;
    Mine.First = S.FirstLine;
    Mine.Last = S.LastLine;
    Mine.Column = S.Column;
    All.push_back(std::move(Mine));
  }
  All.insert(All.end(), Opts.Silence.begin(), Opts.Silence.end());
  return All;
}

/// A comment that names none of our checks may be there for another tool.
static bool meantForUs(const Suppression &S) {
  return S.What.From != Silence::Comment ||
         S.What.Text.find("maprace") != std::string::npos;
}

std::vector<Silence> silence(const std::vector<Suppression> &All,
                             const std::string &Root,
                             std::vector<finding::Finding> &Findings) {
  std::vector<Silence> Unused;
  for (const Suppression &S : All) {
    bool Used = false;
    for (finding::Finding &F : Findings)
      if (finding::silences(S, F, Root)) {
        F.SilencedBy.push_back(S.What);
        Used = true;
      }
    if (!Used && meantForUs(S))
      Unused.push_back(S.What);
  }
  for (finding::Finding &F : Findings)
    std::sort(F.SilencedBy.begin(), F.SilencedBy.end());
  auto Order = [](const Silence &A, const Silence &B) {
    return std::tie(A.Where, A.Text) < std::tie(B.Where, B.Text);
  };
  std::sort(Unused.begin(), Unused.end(), Order);
  return Unused;
}

} // namespace maprace::analysis
