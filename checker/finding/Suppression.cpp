// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which findings a suppression silences.

#include "checker/finding/Suppression.h"

#include <algorithm>

namespace maprace::finding {

bool globMatches(std::string_view Pattern, std::string_view Text) {
  // Only the last `*` need be tried again.
  size_t P = 0, T = 0, Star = std::string_view::npos, Resume = 0;
  while (T < Text.size()) {
    if (P < Pattern.size() && Pattern[P] == '*') {
      Star = P++;
      Resume = T;
    } else if (P < Pattern.size() &&
               (Pattern[P] == '?' || Pattern[P] == Text[T])) {
      ++P;
      ++T;
    } else if (Star != std::string_view::npos) {
      P = Star + 1;
      T = ++Resume;
    } else {
      return false;
    }
  }
  return Pattern.find_first_not_of('*', P) == std::string_view::npos;
}

static std::string_view trimmed(std::string_view Text) {
  size_t First = Text.find_first_not_of(" \t");
  if (First == std::string_view::npos)
    return {};
  return Text.substr(First, Text.find_last_not_of(" \t") - First + 1);
}

std::optional<std::vector<std::string>> checksOf(std::string_view Comment) {
  size_t Open = Comment.find('(');
  if (Open == std::string_view::npos)
    return std::nullopt;
  std::string_view List = Comment.substr(Open + 1);
  List = List.substr(0, List.rfind(')'));
  std::vector<std::string> Checks;
  while (!List.empty()) {
    size_t Comma = List.find(',');
    std::string_view Each = trimmed(List.substr(0, Comma));
    // As in clang-tidy, what is excluded from a list has no meaning here.
    if (!Each.empty() && Each.front() != '-')
      Checks.emplace_back(Each);
    List = Comma == std::string_view::npos ? "" : List.substr(Comma + 1);
  }
  return Checks;
}

static bool anyMatches(const std::vector<std::string> &Globs,
                       std::string_view Text) {
  return std::any_of(Globs.begin(), Globs.end(), [&](const std::string &Glob) {
    return globMatches(Glob, Text);
  });
}

static bool covers(const Suppression &S, const Place &P) {
  if (P.File != S.File || P.Line < S.First || P.Line > S.Last)
    return false;
  return !S.Column || S.Column == P.Column;
}

/// \p Path, or what of it lies below \p Base.
static bool pathMatches(const Suppression &S, const std::string &Path,
                        const std::string &Root) {
  if (Path.empty())
    return false;
  std::string Whole = Path.front() == '/' ? Path : Root + "/" + Path;
  if (anyMatches(S.Paths, Whole))
    return true;
  return Whole.size() > S.Base.size() && Whole.starts_with(S.Base + "/") &&
         anyMatches(S.Paths, std::string_view(Whole).substr(S.Base.size() + 1));
}

bool silences(const Suppression &S, const Finding &F, const std::string &Root) {
  if (S.Checks && !anyMatches(*S.Checks, checkName(F.What)))
    return false;
  const Place *Places[] = {&F.Primary.Where, &F.Other.Where, &F.MapDeclared};
  auto Any = [&](auto Fits) {
    return std::any_of(std::begin(Places), std::end(Places),
                       [&](const Place *P) { return P->Line && Fits(*P); });
  };
  if (!S.File.empty() && !Any([&](const Place &P) { return covers(S, P); }))
    return false;
  if (!S.Paths.empty() &&
      !Any([&](const Place &P) { return pathMatches(S, P.File, Root); }))
    return false;
  if (!S.Maps.empty() && !anyMatches(S.Maps, F.Map))
    return false;
  return S.Functions.empty() || anyMatches(S.Functions, F.Primary.Function) ||
         anyMatches(S.Functions, F.Other.Function);
}

std::vector<Finding> takeSilenced(std::vector<Finding> &Findings) {
  std::vector<Finding> Kept, Silenced;
  for (Finding &F : Findings)
    (F.SilencedBy.empty() ? Kept : Silenced).push_back(std::move(F));
  Findings = std::move(Kept);
  return Silenced;
}

void applyBaseline(std::vector<Finding> &Findings,
                   const std::set<std::string> &Known, const Silence &By) {
  for (Finding &F : Findings)
    if (Known.contains(fingerprint(F)))
      F.SilencedBy.push_back(By);
}

} // namespace maprace::finding
