// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Builds positioned values from nlohmann's SAX events. The library tells no
// positions, but it reads one character at a time from the iterator it is
// given, so an iterator that shows how far it was read does.

#include "checker/model/Json.h"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <iterator>

namespace maprace::model {
namespace {

/// Reads a text and writes after each step to a shared cursor.
class TrackingIterator {
public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char *;
  using reference = const char &;

  TrackingIterator(const char *At, const char **Cursor)
      : At(At), Cursor(Cursor) {}
  reference operator*() const { return *At; }
  TrackingIterator &operator++() {
    *Cursor = ++At;
    return *this;
  }
  TrackingIterator operator++(int) {
    TrackingIterator Old = *this;
    ++*this;
    return Old;
  }
  bool operator==(const TrackingIterator &Other) const {
    return At == Other.At;
  }
  bool operator!=(const TrackingIterator &Other) const {
    return At != Other.At;
  }

private:
  const char *At;
  const char **Cursor;
};

/// Receives nlohmann's events; builds the tree, stops at the first error.
class Builder {
public:
  using json = nlohmann::json;

  Builder(const char *Begin, const char *const *Cursor)
      : Counted(Begin), Cursor(Cursor) {}

  bool null() { return value(make(Json::Null)); }
  bool boolean(bool Flag) {
    Json V = make(Json::Bool);
    V.Flag = Flag;
    return value(std::move(V));
  }
  bool number_integer(json::number_integer_t N) { return integer(N); }
  bool number_unsigned(json::number_unsigned_t N) {
    return N > INT64_MAX ? value(make(Json::Number))
                         : integer(static_cast<int64_t>(N));
  }
  bool number_float(json::number_float_t, const json::string_t &) {
    return value(make(Json::Number));
  }
  bool string(json::string_t &Text) {
    Json V = make(Json::String);
    V.Text = std::move(Text);
    return value(std::move(V));
  }
  bool binary(json::binary_t &) { return false; }
  bool start_object(std::size_t) { return open(Json::Object); }
  bool start_array(std::size_t) { return open(Json::Array); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }

  bool key(json::string_t &Name) {
    unsigned At = line();
    if (const Json *Old = Open.back().Value.find(Name)) {
      Error = {At, "duplicate key '" + Name + "', first seen in line " +
                       std::to_string(Old->Line)};
      return false;
    }
    Open.back().Pending = std::move(Name);
    Open.back().PendingLine = At;
    return true;
  }

  bool parse_error(std::size_t, const std::string &,
                   const nlohmann::detail::exception &E) {
    // "[json.exception.parse_error.101] parse error at line 1, column 2: ..."
    std::string_view What = E.what();
    std::size_t Column = What.find(", column ");
    std::size_t Start = What.find(": ", Column == What.npos ? 0 : Column);
    if (Start != What.npos)
      What.remove_prefix(Start + 2);
    Error = {line(), "malformed JSON: " + std::string(What)};
    return false;
  }

  Json Root;
  JsonError Error;

private:
  /// Far more than any model needs, far less than would exhaust the stack.
  static constexpr std::size_t MaxDepth = 32;

  /// An array or object that is not closed yet.
  struct Level {
    Json Value;
    std::string Pending;
    unsigned PendingLine = 0;
  };

  /// The line of the last character that was read. A number ends one character
  /// before that, perhaps on the line before: a newline that was only just
  /// read does not count.
  unsigned line() {
    for (; Counted + 1 < *Cursor; ++Counted)
      Line += *Counted == '\n';
    return Line;
  }

  Json make(Json::Kind K) {
    Json V;
    V.K = K;
    V.Line = line();
    return V;
  }

  bool integer(int64_t N) {
    Json V = make(Json::Integer);
    V.Integral = N;
    return value(std::move(V));
  }

  bool open(Json::Kind K) {
    if (Open.size() == MaxDepth) {
      Error = {line(), "nested too deeply"};
      return false;
    }
    Open.push_back({make(K), {}, 0});
    return true;
  }

  bool close() {
    Json Done = std::move(Open.back().Value);
    Open.pop_back();
    return value(std::move(Done));
  }

  bool value(Json V) {
    if (Open.empty()) {
      Root = std::move(V);
      return true;
    }
    Level &Top = Open.back();
    if (Top.Value.K == Json::Array)
      Top.Value.Elements.push_back(std::move(V));
    else
      Top.Value.Members.push_back(
          {std::move(Top.Pending), Top.PendingLine, std::move(V)});
    return true;
  }

  const char *Counted;
  const char *const *Cursor;
  unsigned Line = 1;
  std::vector<Level> Open;
};

} // namespace

const Json *Json::find(std::string_view Key) const {
  for (const Member &M : Members)
    if (M.Key == Key)
      return &M.Value;
  return nullptr;
}

std::string_view describe(Json::Kind K) {
  switch (K) {
  case Json::Null:
    return "null";
  case Json::Bool:
    return "true or false";
  case Json::Integer:
    return "an integer";
  case Json::Number:
    return "a number";
  case Json::String:
    return "a string";
  case Json::Array:
    return "a list";
  case Json::Object:
    return "an object";
  }
  return "";
}

std::variant<Json, JsonError> parseJson(std::string_view Text) {
  const char *Begin = Text.data(), *End = Begin + Text.size();
  const char *Cursor = Begin;
  Builder B(Begin, &Cursor);
  bool Ok = nlohmann::json::sax_parse(
      TrackingIterator(Begin, &Cursor), TrackingIterator(End, &Cursor), &B,
      nlohmann::json::input_format_t::json, /*strict=*/true,
      /*ignore_comments=*/true);
  if (!Ok)
    return B.Error;
  return std::move(B.Root);
}

} // namespace maprace::model
