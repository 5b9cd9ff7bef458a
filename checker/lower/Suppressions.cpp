// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Finds the comments by their text, as clang-tidy does: a search for one word
// in the files of the user costs next to nothing, unlike keeping all comments.

#include "checker/lower/Suppressions.h"

#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/StringExtras.h"

#include <set>

using namespace clang;
using llvm::StringRef;

namespace maprace::lower {
namespace {

struct Comment {
  enum Sort { SameLine, NextLine, Begin, End } What;
  size_t Start = 0;
  StringRef Text;   ///< the word with its list of checks
  StringRef Checks; ///< the list, if it has one
  bool Listed = false;
};

/// True if the word after `NOLINT` makes it one of the four.
bool sortOf(StringRef Rest, Comment::Sort &Into) {
  if (Rest.empty())
    Into = Comment::SameLine;
  else if (Rest == "NEXTLINE")
    Into = Comment::NextLine;
  else if (Rest == "BEGIN")
    Into = Comment::Begin;
  else if (Rest == "END")
    Into = Comment::End;
  else
    return false;
  return true;
}

class FileReader {
public:
  FileReader(Unit &U, FileID File, uint32_t Number,
             const std::set<std::pair<uint32_t, uint32_t>> &Lines)
      : U(U), Sources(U.Context.getSourceManager()), File(File), Number(Number),
        Lines(Lines) {}

  void read(StringRef Buffer) {
    static constexpr StringRef Word = "NOLINT";
    for (size_t At = Buffer.find(Word); At != StringRef::npos;
         At = Buffer.find(Word, At + Word.size())) {
      Comment C;
      C.Start = At;
      StringRef Rest =
          Buffer.substr(At + Word.size()).take_while(llvm::isAlpha);
      if (!sortOf(Rest, C.What))
        continue;
      size_t End = At + Word.size() + Rest.size();
      if (Buffer.substr(End).starts_with("(")) {
        size_t Close = Buffer.find_first_of("\n)", End);
        if (Close != StringRef::npos && Buffer[Close] == ')') {
          C.Listed = true;
          C.Checks = Buffer.slice(End + 1, Close);
          End = Close + 1;
        }
      }
      C.Text = Buffer.slice(At, End);
      comment(C);
    }
  }

private:
  void comment(const Comment &C) {
    unsigned Line = Sources.getLineNumber(File, C.Start);
    switch (C.What) {
    case Comment::SameLine:
      return add(C, Line, Line);
    case Comment::NextLine:
      return add(C, Line + 1, Line + 1);
    case Comment::Begin:
      Open.push_back(C);
      return;
    case Comment::End:
      // Only blocks that are closed by the list they were opened with count.
      if (Open.empty() || Open.back().Listed != C.Listed ||
          Open.back().Checks != C.Checks)
        return;
      add(Open.back(), Sources.getLineNumber(File, Open.back().Start), Line);
      Open.pop_back();
      return;
    }
  }

  void add(const Comment &C, unsigned First, unsigned Last) {
    bool Named = C.Checks.contains("maprace");
    if (C.Listed && !Named && !C.Checks.contains('*'))
      return;
    if (!Named) {
      auto It = Lines.lower_bound({Number, First});
      if (It == Lines.end() || It->first != Number || It->second > Last)
        return;
    }
    ir::Suppression S;
    S.Where.File = Number;
    S.Where.Line = Sources.getLineNumber(File, C.Start);
    S.Where.Column = Sources.getColumnNumber(File, C.Start);
    S.FirstLine = First;
    S.LastLine = Last;
    S.Text = U.symbol(C.Text);
    U.P.Suppressions.insert(S);
  }

  Unit &U;
  SourceManager &Sources;
  FileID File;
  uint32_t Number;
  const std::set<std::pair<uint32_t, uint32_t>> &Lines;
  std::vector<Comment> Open;
};

} // namespace

void readSuppressions(Unit &U) {
  std::set<std::pair<uint32_t, uint32_t>> Lines;
  for (const auto &[Key, F] : U.P.Functions)
    for (const ir::Block &B : F.Blocks)
      for (const ir::Event &E : B.Events)
        if (E.K == ir::Event::Access)
          Lines.emplace(E.Where.File, E.Where.Line);
  for (const auto &[Key, F] : U.P.Fields)
    if (F.IsMap)
      Lines.emplace(F.Where.File, F.Where.Line);
  for (auto [File, Number] : U.N.files())
    if (auto Buffer = U.Context.getSourceManager().getBufferDataOrNone(File))
      FileReader(U, File, Number, Lines).read(*Buffer);
}

} // namespace maprace::lower
