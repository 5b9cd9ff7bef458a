// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reads the configuration. Every key is checked: a misspelt one would silence
// nothing, or everything, without a word.

#include "checker/config/Config.h"

#include "checker/model/Json.h"

#include <filesystem>
#include <fstream>
#include <iterator>

namespace maprace::config {

using finding::Silence;
using finding::Suppression;
using model::Json;
using model::JsonError;

namespace {
class Reader {
public:
  Reader(std::string Base, std::string Name, Config &Into)
      : Base(std::move(Base)), Name(std::move(Name)), Into(Into) {}

  std::optional<JsonError> read(const Json &Root) {
    if (Root.K != Json::Object)
      return JsonError{Root.Line, "the file must be an object"};
    for (const Json::Member &M : Root.Members) {
      if (M.Key != "suppress")
        return JsonError{M.Line, "there is no key '" + M.Key +
                                     "' here; the only key is 'suppress'"};
      if (M.Value.K != Json::Array)
        return JsonError{M.Line, "'suppress' must be a list"};
      for (const Json &Entry : M.Value.Elements)
        if (auto Error = entry(Entry))
          return Error;
    }
    return std::nullopt;
  }

private:
  std::optional<JsonError> entry(const Json &Entry) {
    if (Entry.K != Json::Object)
      return JsonError{Entry.Line, "an entry of 'suppress' must be an object"};
    Suppression S;
    S.What.From = Silence::Configuration;
    S.What.Where = {Name, Entry.Line, 1};
    S.Base = Base;
    for (const Json::Member &M : Entry.Members)
      if (auto Error = key(M, S))
        return Error;
    if (S.Paths.empty() && S.Maps.empty() && S.Functions.empty())
      return JsonError{Entry.Line,
                       "an entry of 'suppress' needs 'path', 'map' or "
                       "'function'"};
    Into.Suppressions.push_back(std::move(S));
    return std::nullopt;
  }

  std::optional<JsonError> key(const Json::Member &M, Suppression &S) {
    std::vector<std::string> *List = nullptr;
    if (M.Key == "path")
      List = &S.Paths;
    else if (M.Key == "map")
      List = &S.Maps;
    else if (M.Key == "function")
      List = &S.Functions;
    else if (M.Key == "check")
      List = &S.Checks.emplace();
    else if (M.Key != "reason")
      return JsonError{M.Line, "there is no key '" + M.Key +
                                   "' here; the keys are 'path', 'map', "
                                   "'function', 'check' and 'reason'"};
    if (!List) {
      if (M.Value.K != Json::String)
        return JsonError{M.Line, "'reason' must be a string"};
      S.What.Reason = M.Value.Text;
      return std::nullopt;
    }
    if (!strings(M.Value, *List))
      return JsonError{M.Line, "'" + M.Key +
                                   "' must be a string or a list of strings, "
                                   "none of them empty"};
    if (!S.What.Text.empty())
      S.What.Text += ", ";
    S.What.Text += M.Key + " ";
    for (size_t I = 0; I != List->size(); ++I)
      S.What.Text += (I ? " or " : "") + (*List)[I];
    return std::nullopt;
  }

  static bool strings(const Json &Value, std::vector<std::string> &List) {
    if (Value.K == Json::String && !Value.Text.empty()) {
      List.push_back(Value.Text);
      return true;
    }
    for (const Json &Each : Value.Elements) {
      if (Each.K != Json::String || Each.Text.empty())
        return false;
      List.push_back(Each.Text);
    }
    return Value.K == Json::Array && !List.empty();
  }

  std::string Base, Name;
  Config &Into;
};
} // namespace

std::optional<std::string> readFile(const std::string &File,
                                    const std::string &Name, Config &Into) {
  std::ifstream In(File, std::ios::binary);
  std::string Text{std::istreambuf_iterator<char>(In), {}};
  if (!In || In.bad())
    return Name + ": cannot be read";
  auto Parsed = model::parseJson(Text);
  std::optional<JsonError> Error;
  if (const auto *Bad = std::get_if<JsonError>(&Parsed))
    Error = *Bad;
  else
    Error =
        Reader(std::filesystem::path(File).parent_path().string(), Name, Into)
            .read(std::get<Json>(Parsed));
  if (Error)
    return Name + ":" + std::to_string(Error->Line) + ": " + Error->Text;
  return std::nullopt;
}

std::string findAbove(const std::string &Directory) {
  std::error_code Ignored;
  for (std::filesystem::path D = Directory;; D = D.parent_path()) {
    std::filesystem::path File = D / FileName;
    if (std::filesystem::is_regular_file(File, Ignored))
      return File.string();
    if (D == D.parent_path())
      return {};
  }
}

} // namespace maprace::config
