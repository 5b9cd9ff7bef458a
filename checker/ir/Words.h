// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The words of the textual IR, and which names need no quotes: what the
// printer and the parser must agree on. Must not know: files, programs.

#ifndef MAPRACE_IR_WORDS_H
#define MAPRACE_IR_WORDS_H

#include "checker/ir/Program.h"

#include <iterator>
#include <optional>
#include <string_view>

namespace maprace::ir::words {

/// The first line is this and the version; a reader takes no other version.
inline constexpr std::string_view Header = "maprace-ir";
inline constexpr unsigned Version = 1;

/// By Event::Kind.
inline constexpr std::string_view Verbs[] = {
    "access",   "store",       "declare",      "allocate",  "destroy",
    "call",     "spawn",       "join",         "signal",    "raise",
    "raised",   "combine",     "same",         "assume",    "letgo",
    "acquire",  "release",     "tryacquire",   "guard",     "guardlock",
    "guardtry", "guardunlock", "guardrelease", "guardowns", "joinable",
    "change",   "return"};
static_assert(std::size(Verbs) == Event::Return + 1);

/// What an event's Flag is called.
constexpr std::string_view flagOf(Event::Kind K) {
  switch (K) {
  case Event::Access:
    return "removes";
  case Event::Allocate:
    return "unless";
  case Event::Acquire:
    return "once";
  case Event::Join:
    return "meets";
  case Event::Signal:
    return "tasks";
  case Event::Spawn:
    return "later";
  case Event::LetGo:
    return "removed";
  case Event::GuardLock:
    return "converts";
  case Event::Guard:
    return "passing";
  default:
    return "grows";
  }
}

/// By AccessKind.
inline constexpr std::string_view AccessKinds[] = {
    "read", "write", "element-read", "element-write", "escape"};
/// By KeyUse; the first is the default and is not printed.
inline constexpr std::string_view KeyUses[] = {"nothing", "tests", "expects",
                                               "replaces"};
/// By GuardTake; the first is the default and is not printed.
inline constexpr std::string_view Takes[] = {"lock", "try", "defer", "adopt"};
/// By Reach; the first is the default.
inline constexpr std::string_view Reaches[] = {"internal", "external", "public",
                                               "entry", "startup"};
/// By Role; the first is the default.
inline constexpr std::string_view Roles[] = {"plain", "constructor", "copy",
                                             "destructor"};
/// By Promise; the first is the default.
inline constexpr std::string_view Promises[] = {
    "nothing",         "lock",   "lock-shared",  "try-lock",
    "try-lock-shared", "unlock", "unlock-shared"};
/// By Root; a parameter's number follows, any other root's name.
inline constexpr char Roots[] = {'p', '%', '@', '#', '?', '='};

static_assert(std::size(AccessKinds) == size_t(AccessKind::Escape) + 1);
static_assert(std::size(KeyUses) == size_t(KeyUse::Replaces) + 1);
static_assert(std::size(Takes) == size_t(GuardTake::Adopt) + 1);
static_assert(std::size(Reaches) == size_t(Reach::StartUp) + 1);
static_assert(std::size(Roles) == size_t(Role::Destructor) + 1);
static_assert(std::size(Promises) == size_t(Promise::UnlockShared) + 1);
static_assert(std::size(Roots) == size_t(Root::Result) + 1);

/// The index of \p Word in one of the tables above.
template <size_t N>
std::optional<size_t> find(const std::string_view (&Table)[N],
                           std::string_view Word) {
  for (size_t I = 0; I < N; ++I)
    if (Table[I] == Word)
      return I;
  return std::nullopt;
}

inline bool isDigit(char C) { return C >= '0' && C <= '9'; }

/// A character of a name that stands without quotes.
inline bool isWordChar(char C) {
  return (C >= 'a' && C <= 'z') || (C >= 'A' && C <= 'Z') || isDigit(C) ||
         C == '_' || C == ':' || C == '~' || C == '$';
}

/// A character of an index text that stands without quotes between \p Open and
/// \p Close. Bytes above 127 belong to UTF-8 sequences.
inline bool isIndexChar(char C, char Open, char Close) {
  return static_cast<unsigned char>(C) >= ' ' && C != '\x7f' && C != '"' &&
         C != '\\' && C != Open && C != Close;
}

/// A character of an index text that stands without quotes as an operand.
inline bool isTextChar(char C) {
  return isIndexChar(C, '(', ')') && C != ' ' && C != ',';
}

} // namespace maprace::ir::words

#endif
