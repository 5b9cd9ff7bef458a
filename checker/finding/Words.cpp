// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The tables behind the words of messages and notes. Must not know: whole
// sentences.

#include "checker/finding/Words.h"

namespace maprace::finding {
namespace {

/// By Kind.
constexpr KindWords Kinds[] = {
    {"read", "is read", "read it", "reads"},
    {"write", "is written", "write it", "writes"},
    {"element-read", "has a value read", "read a value in it",
     "reads a value in"},
    {"element-write", "has a value changed", "change a value in it",
     "changes a value in"},
    {"escape", "is left", "use a reference into it", "uses a reference into"},
};

struct OperationWords {
  std::string_view Operation;
  std::string_view Name; ///< empty: the operation in quotes
  std::string_view WhyWrite;
};

/// Operations that the language itself names.
constexpr OperationWords Operations[] = {
    {"operator[]", "", "inserts a missing key, so it is a write"},
    {"operator=", "", "replaces the whole map, so it is a write"},
    {"move", "moving from the map", "empties it, so it is a write"},
    {"copy", "copying the map", ""},
    {"construction", "the construction of the map",
     "makes a new one, so it is a write"},
    {"destruction", "the destruction of the map", "ends it, so it is a write"},
    {"range-for", "a range-for loop", ""},
};

/// Words in the name of an operation that tell everyone that it is a write.
constexpr std::string_view PlainWrites[] = {
    "insert", "emplace", "erase", "clear",  "swap",    "merge",  "extract",
    "remove", "assign",  "reset", "take",   "add",     "put",    "set",
    "delete", "pop",     "push",  "update", "replace", "rehash", "reserve",
};

const OperationWords *find(std::string_view Operation) {
  for (const OperationWords &W : Operations)
    if (W.Operation == Operation)
      return &W;
  return nullptr;
}

bool soundsLikeWrite(std::string_view Operation) {
  for (std::string_view Word : PlainWrites)
    if (Operation.find(Word) != std::string_view::npos)
      return true;
  return false;
}

} // namespace

const KindWords &words(Kind K) { return Kinds[static_cast<size_t>(K)]; }

std::string quote(std::string_view Name) {
  std::string Quoted = "'";
  return Quoted.append(Name).append("'");
}

std::string operationName(std::string_view Operation) {
  if (Operation.empty())
    return "this";
  const OperationWords *W = find(Operation);
  return W && !W->Name.empty() ? std::string(W->Name) : quote(Operation);
}

std::optional<std::string> explanation(const Side &S) {
  if (S.Access != Kind::Write || S.Operation.empty())
    return std::nullopt;
  std::string Name = operationName(S.Operation);
  const OperationWords *W = find(S.Operation);
  if (W && !W->WhyWrite.empty())
    return Name + " " + std::string(W->WhyWrite);
  if (soundsLikeWrite(S.Operation))
    return std::nullopt;
  return Name + " may change the structure of the map, so it is a write";
}

std::string lockPhrase(const Side &S) {
  if (S.Held.empty())
    return "without a lock";
  std::string Phrase = "under ";
  for (size_t I = 0; I < S.Held.size(); ++I) {
    if (I)
      Phrase += I + 1 == S.Held.size() ? " and " : ", ";
    if (S.Held[I].Shared)
      Phrase += "a shared (reader's) lock on ";
    Phrase += quote(S.Held[I].Name);
  }
  return Phrase;
}

} // namespace maprace::finding
