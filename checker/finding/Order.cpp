// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The order in which findings are shown. Total over all that a user can see, so
// that the order in which they were found leaves no trace.

#include "checker/finding/Finding.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace maprace::finding {
namespace {

/// A finding with what it is ordered by.
struct Entry {
  Finding F;
  std::string Fingerprint;
  std::vector<std::string> Words;

  auto key() const {
    return std::tie(F.Primary.Where, F.What, F.Evidence, Fingerprint,
                    F.Other.Where, Words);
  }
};

std::vector<std::string> allWords(const Finding &F) {
  std::vector<std::string> Words = {message(F)};
  for (const std::vector<Note> &Notes : {notes(F), story(F)})
    for (const Note &N : Notes) {
      Words.push_back(N.Text);
      Words.push_back(N.Where.File);
      // Widths are fixed so that the order is that of the numbers.
      for (unsigned Number : {N.Where.Line, N.Where.Column})
        Words.push_back(std::string(10 - std::to_string(Number).size(), '0') +
                        std::to_string(Number));
    }
  return Words;
}

} // namespace

void sortAndDedupe(std::vector<Finding> &Findings) {
  std::vector<Entry> Entries;
  Entries.reserve(Findings.size());
  for (Finding &F : Findings) {
    Entry E{{}, fingerprint(F), allWords(F)};
    E.F = std::move(F);
    Entries.push_back(std::move(E));
  }
  std::sort(Entries.begin(), Entries.end(),
            [](const Entry &A, const Entry &B) { return A.key() < B.key(); });
  Findings.clear();
  std::set<std::pair<Place, std::string>> Seen;
  for (Entry &E : Entries)
    if (Seen.emplace(E.F.Primary.Where, E.Fingerprint).second)
      Findings.push_back(std::move(E.F));
}

} // namespace maprace::finding
