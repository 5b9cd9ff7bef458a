// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The guard relation.

#include "checker/analysis/Guarded.h"

#include <algorithm>
#include <map>
#include <string_view>

namespace maprace::analysis {

using ir::PathTable;
using ir::StepKind;
using ir::Symbol;

bool isConstant(const std::string &Index) {
  return !Index.empty() &&
         Index.find_first_not_of("0123456789-") == std::string::npos;
}

static bool isUnknown(const std::string &Index) {
  return Index.find('?') != std::string::npos;
}

bool isEach(const std::string &Index) {
  return Index.size() > 2 && Index[Index.size() - 2] == EachMark &&
         Index.find('}') == Index.size() - 1;
}

bool differInAge(const std::string &A, const std::string &B) {
  if (A == B || (A.find(OldMark) == std::string::npos &&
                 B.find(OldMark) == std::string::npos))
    return false;
  std::string StripA, StripB;
  for (char C : A)
    if (C != OldMark)
      StripA += C;
  for (char C : B)
    if (C != OldMark)
      StripB += C;
  return StripA == StripB;
}

static bool mayEqual(const std::string &A, const std::string &B) {
  if (isConstant(A) && isConstant(B))
    return A == B;
  return !differInAge(A, B);
}

Path namedPart(const PathTable &Paths, Path P) {
  while (!Paths.isRoot(P) && Paths[P].Step != StepKind::Field)
    P = Paths[P].Parent;
  return P;
}

bool maySame(const ir::Program &P, Path A, Path B) {
  const PathTable &Paths = P.Paths;
  while (A != B) {
    if (Paths.isRoot(A) || Paths.isRoot(B))
      return false;
    const PathTable::Node &NA = Paths[A], &NB = Paths[B];
    if (NA.Step != NB.Step)
      return false;
    if (NA.Step == StepKind::Index) {
      if (!mayEqual(P.text(NA.Name), P.text(NB.Name)))
        return false;
    } else if (NA.Name != NB.Name) {
      return false;
    }
    A = NA.Parent;
    B = NB.Parent;
  }
  return true;
}

bool leadsOn(const PathTable &Paths, Path Whole, Path Part) {
  for (; Part != Whole; Part = Paths[Part].Parent)
    if (Paths[Part].Step == StepKind::Deref)
      return true;
  return false;
}

bool mayLieIn(const ir::Program &P, Path Part, Path Whole) {
  while (P.Paths[Part].Depth > P.Paths[Whole].Depth)
    Part = P.Paths[Part].Parent;
  return maySame(P, Part, Whole);
}

Path prefixOfEach(const ir::Program &P, Path Any, Path Fork) {
  const PathTable &Paths = P.Paths;
  while (Paths[Any].Depth > Paths[Fork].Depth)
    Any = Paths[Any].Parent;
  Path A = Any, B = Fork;
  for (; A != B; A = Paths[A].Parent, B = Paths[B].Parent)
    if (Paths.isRoot(A) || Paths.isRoot(B) || Paths[A].Step != Paths[B].Step ||
        (Paths[A].Name != Paths[B].Name &&
         (Paths[A].Step != StepKind::Index || !isEach(P.text(Paths[A].Name)))))
      return 0;
  return Any;
}

std::string siteOf(const ir::Program &P, Path Root) {
  std::string Name = P.text(P.Paths[Root].Name);
  std::erase(Name, OldMark);
  return Name;
}

bool differByIndex(const ir::Program &P, Path A, Path B) {
  const PathTable &Paths = P.Paths;
  bool Differ = false;
  while (A && B && A != B) {
    if (Paths.isRoot(A) || Paths.isRoot(B))
      return false;
    const PathTable::Node &NA = Paths[A], &NB = Paths[B];
    if (NA.Step != NB.Step)
      return false;
    if (NA.Step == StepKind::Index)
      Differ |= !mayEqual(P.text(NA.Name), P.text(NB.Name));
    else if (NA.Name != NB.Name)
      return false;
    A = NA.Parent;
    B = NB.Parent;
  }
  return A && B && Differ;
}

/// Takes \p Index, in parentheses perhaps, from the front of \p Text.
static bool skipIndex(std::string_view &Text, const std::string &Index) {
  for (const std::string &Any : {Index, '(' + Index + ')'}) {
    auto IsDigit = [](char C) { return C >= '0' && C <= '9'; };
    bool Cut = Text.size() > Any.size() && IsDigit(Any.back()) &&
               IsDigit(Text[Any.size()]);
    if (Text.starts_with(Any) && !Cut) {
      Text.remove_prefix(Any.size());
      return true;
    }
  }
  return false;
}

/// True if \p A is to \p IndexA what \p B is to \p IndexB, and names no other
/// variable.
static bool sameFunction(std::string_view A, const std::string &IndexA,
                         std::string_view B, const std::string &IndexB) {
  bool Used = false;
  char Before = 0;
  while (!A.empty() && !B.empty()) {
    std::string_view RestA = A, RestB = B;
    bool Begins = Before < '0' || Before > '9';
    if (Begins && skipIndex(RestA, IndexA) && skipIndex(RestB, IndexB)) {
      Used = true;
      Before = ')';
      A = RestA, B = RestB;
      continue;
    }
    if (A[0] != B[0] || A[0] == '{' || A[0] == '?')
      return false;
    Before = A[0];
    A.remove_prefix(1), B.remove_prefix(1);
  }
  return Used && A.empty() && B.empty();
}

namespace {
/// Which index of the first target corresponds to which of the second.
class Alignment {
public:
  Alignment(const ir::Program &P, Path A, Path B) : P(P) {
    for (; A != B && !P.Paths.isRoot(A) && !P.Paths.isRoot(B);
         A = P.Paths[A].Parent, B = P.Paths[B].Parent)
      note(A, B);
    for (; !P.Paths.isRoot(A); A = P.Paths[A].Parent)
      note(A, A);
  }

  /// True if the locks \p A and \p B are one lock under this alignment.
  bool sameLock(Path A, Path B) const {
    while (!P.Paths.isRoot(A) && !P.Paths.isRoot(B)) {
      const PathTable::Node &NA = P.Paths[A], &NB = P.Paths[B];
      if (NA.Step != NB.Step)
        return false;
      if (NA.Step == StepKind::Index ? !sameIndex(A, B) : NA.Name != NB.Name)
        return false;
      A = NA.Parent;
      B = NB.Parent;
    }
    return A == B;
  }

private:
  void note(Path A, Path B) {
    if (P.Paths[A].Step != StepKind::Index)
      return;
    Places.emplace(A, B);
    Texts.emplace(P.Paths[A].Name, P.Paths[B].Name);
  }
  bool sameIndex(Path A, Path B) const {
    if (auto It = Places.find(A); It != Places.end() && It->second == B)
      return true; // the very element that the target lies in
    const std::string &Text = P.text(P.Paths[A].Name);
    if (isEach(Text) || isEach(P.text(P.Paths[B].Name)))
      return true;
    if (isConstant(Text) && isConstant(P.text(P.Paths[B].Name)))
      return P.Paths[A].Name == P.Paths[B].Name;
    auto It = Texts.find(P.Paths[A].Name);
    if (It != Texts.end() && It->second == P.Paths[B].Name)
      return !isUnknown(Text);
    return isStripe(Text, P.text(P.Paths[B].Name));
  }
  /// True if each text computes a number from an index of its target, both in
  /// the same way and from nothing else: `{i.1}%8` and `(({j.2}+1))%8` for the
  /// indices `{i.1}` and `{j.2}+1`.
  bool isStripe(std::string_view A, std::string_view B) const {
    return std::any_of(Texts.begin(), Texts.end(), [&](const auto &T) {
      const std::string &Mine = P.text(T.first), &Theirs = P.text(T.second);
      return !isUnknown(Mine) && !isUnknown(Theirs) &&
             sameFunction(A, Mine, B, Theirs);
    });
  }

  const ir::Program &P;
  std::map<Path, Path> Places;
  std::map<Symbol, Symbol> Texts;
};
} // namespace

Protection protection(const ir::Program &P, Path TargetA, const LockSet &A,
                      Path TargetB, const LockSet &B, Path *Common) {
  Protection Best = Protection::None;
  if (A.empty() || B.empty())
    return Best;
  Alignment Aligned(P, TargetA, TargetB);
  for (const HeldLock &HA : A) {
    if (!HA.held() || HA.Known)
      continue;
    for (const HeldLock &HB : B) {
      if (!HB.held() || !Aligned.sameLock(HA.Lock, HB.Lock))
        continue;
      bool Exclusive = HA.Exclusive > 0 || HB.Exclusive > 0;
      // Being after a one-time initialisation together excludes nothing.
      if (!Exclusive && HA.Once)
        continue;
      if (Common)
        *Common = HA.Lock;
      if (Exclusive)
        return Protection::Guarded;
      Best = Protection::SharedOnly;
    }
  }
  return Best;
}

} // namespace maprace::analysis
