// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The top of a model file, and the values that every kind of entry is made of.

#include "checker/model/Reader.h"

#include <algorithm>

namespace maprace::model {

std::optional<JsonError> Reader::read(const Json &Root) {
  if (readRoot(Root))
    return std::nullopt;
  return Error;
}

bool Reader::readRoot(const Json &Root) {
  if (!expect(Root, Json::Object, "the file"))
    return false;
  for (const Json::Member &M : Root.Members) {
    std::vector<std::string> *Enumerators = M.Key == "runs-later" ? &Into.Later
                                            : M.Key == "runs-at-once"
                                                ? &Into.AtOnce
                                            : M.Key == "relaxed" ? &Into.Relaxed
                                                                 : nullptr;
    if (Enumerators) {
      if (!readStrings(M, *Enumerators))
        return false;
      continue;
    }
    if (M.Key == "own-locks") {
      if (!readOwnLocks(M.Value))
        return false;
      continue;
    }
    bool IsTypes = M.Key == "types";
    if (!IsTypes && M.Key != "functions")
      return fail(M.Line,
                  unknownName("key", M.Key, "",
                              {"types", "functions", "runs-later",
                               "runs-at-once", "relaxed", "own-locks"}));
    if (!expect(M.Value, Json::Array, "'" + M.Key + "'"))
      return false;
    for (const Json &Entry : M.Value.Elements)
      if (!(IsTypes ? readType(Entry) : readFunction(Entry)))
        return false;
  }
  std::sort(Into.Later.begin(), Into.Later.end());
  std::sort(Into.AtOnce.begin(), Into.AtOnce.end());
  std::sort(Into.Relaxed.begin(), Into.Relaxed.end());
  return true;
}

bool Reader::readNames(const Json &Entry, bool Wildcards,
                       std::vector<std::string> &Names) {
  for (const Json::Member &M : Entry.Members) {
    if (M.Key != "name")
      continue;
    if (!readStrings(M, Names))
      return false;
    if (M.Value.K == Json::String)
      return checkName(M.Value, Wildcards);
    for (const Json &Name : M.Value.Elements)
      if (!checkName(Name, Wildcards))
        return false;
    return true;
  }
  return fail(Entry.Line, "an entry needs the key 'name'");
}

bool Reader::checkName(const Json &Value, bool Wildcards) {
  std::string_view Name = Value.Text;
  if (Wildcards && Name.size() > 3 && Name.ends_with("::*"))
    Name.remove_suffix(3);
  bool IsOperator = Name.find("operator") != Name.npos;
  std::string_view Wrong = IsOperator ? "" : "<>() *&";
  if (!Name.empty() && !Name.starts_with("::") && !Name.ends_with("::") &&
      Name.find_first_of(Wrong) == Name.npos)
    return true;
  return fail(Value.Line,
              "'" + Value.Text +
                  "' is no name: names are qualified, without a leading '::', "
                  "template arguments or parameters" +
                  (Wildcards ? ", and may end in '::*'" : ""));
}

bool Reader::readStrings(const Json::Member &M,
                         std::vector<std::string> &Strings) {
  if (M.Value.K == Json::String) {
    Strings.push_back(M.Value.Text);
    return true;
  }
  if (M.Value.K != Json::Array)
    return fail(M.Value.Line, "'" + M.Key +
                                  "' must be a string or a list of strings, "
                                  "not " +
                                  std::string(describe(M.Value.K)));
  for (const Json &Element : M.Value.Elements) {
    if (!expect(Element, Json::String, "each element of '" + M.Key + "'"))
      return false;
    Strings.push_back(Element.Text);
  }
  return true;
}

bool Reader::readFlag(const Json::Member &M, bool &Flag) {
  if (!expect(M.Value, Json::Bool, "'" + M.Key + "'"))
    return false;
  Flag = M.Value.Flag;
  return true;
}

bool Reader::readWord(const Json::Member &M, const std::vector<Word> &Words,
                      int &Number) {
  if (!expect(M.Value, Json::String, "'" + M.Key + "'"))
    return false;
  std::vector<std::string_view> Allowed;
  for (const Word &W : Words) {
    Allowed.push_back(W.Name);
    if (W.Name != M.Value.Text)
      continue;
    Number = W.Number;
    return true;
  }
  return fail(M.Value.Line, unknownName("value", M.Value.Text,
                                        "of '" + M.Key + "'", Allowed));
}

bool Reader::readIndex(const Json::Member &M, const std::vector<Word> &Words,
                       int &Index) {
  if (M.Value.K == Json::String && !Words.empty())
    return readWord(M, Words, Index);
  // No function has more arguments than this; it keeps the number an int.
  constexpr int64_t MaxIndex = 255;
  if (M.Value.K == Json::Integer && M.Value.Integral >= 0 &&
      M.Value.Integral <= MaxIndex) {
    Index = static_cast<int>(M.Value.Integral);
    return true;
  }
  std::string Text = "'" + M.Key + "' must be the index of an argument, from 0";
  for (const Word &W : Words)
    Text.append(", or '").append(W.Name).append("'");
  return fail(M.Value.Line, Text);
}

bool Reader::expect(const Json &Value, Json::Kind K, std::string_view Key) {
  if (Value.K == K)
    return true;
  std::string Text(Key);
  Text.append(" must be ").append(describe(K));
  Text.append(", not ").append(describe(Value.K));
  return fail(Value.Line, Text);
}

bool Reader::fail(unsigned Line, std::string Text) {
  Error = {Line, std::move(Text)};
  return false;
}

} // namespace maprace::model
