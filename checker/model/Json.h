// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// JSON values that know the line they stand on, so that an error in a model
// can be pointed at. Comments are allowed, duplicate keys are errors. Must not
// know: what the values mean.

#ifndef MAPRACE_MODEL_JSON_H
#define MAPRACE_MODEL_JSON_H

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace maprace::model {

/// Something wrong with a JSON text, as a clause without file name and period.
struct JsonError {
  unsigned Line = 1;
  std::string Text;
};

/// One JSON value.
struct Json {
  struct Member;
  enum Kind : uint8_t { Null, Bool, Integer, Number, String, Array, Object };

  Kind K = Null;
  unsigned Line = 1;
  bool Flag = false;           ///< of a Bool
  int64_t Integral = 0;        ///< of an Integer
  std::string Text;            ///< of a String
  std::vector<Json> Elements;  ///< of an Array
  std::vector<Member> Members; ///< of an Object, in the order of the text

  /// The member of that key, or null.
  const Json *find(std::string_view Key) const;
};

struct Json::Member {
  std::string Key;
  unsigned Line; ///< of the key
  Json Value;
};

/// "a string", "an object", ...: for messages.
std::string_view describe(Json::Kind K);

/// Reads one JSON value. Never throws.
std::variant<Json, JsonError> parseJson(std::string_view Text);

} // namespace maprace::model

#endif
