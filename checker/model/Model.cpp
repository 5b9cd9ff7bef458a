// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Look-ups in the models, and how files come in.

#include "checker/model/Model.h"

#include "checker/model/Builtin.h"
#include "checker/model/Json.h"
#include "checker/model/Reader.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <set>
#include <sstream>

namespace maprace::model {
namespace {

/// FNV-1a: small, and the same everywhere. It tells versions of a file apart;
/// nobody attacks it.
std::string chainedHash(std::string_view Before, std::string_view Text) {
  uint64_t Hash = 0xcbf29ce484222325;
  for (std::string_view Part : {Before, Text})
    for (unsigned char Byte : Part)
      Hash = (Hash ^ Byte) * 0x100000001b3;
  char Hex[17];
  std::snprintf(Hex, sizeof Hex, "%016llx",
                static_cast<unsigned long long>(Hash));
  return Hex;
}

/// Looks up "NAME/N", then NAME.
const Operation *find(const OperationTable &Operations, std::string_view Name,
                      unsigned Arguments) {
  std::string Overload(Name);
  Overload += '/';
  Overload += std::to_string(Arguments);
  auto It = Operations.find(Overload);
  if (It == Operations.end())
    It = Operations.find(Name);
  return It == Operations.end() ? nullptr : It->second.get();
}

} // namespace

const Operation *Type::operation(std::string_view Member,
                                 unsigned Arguments) const {
  return find(Operations, Member, Arguments);
}

bool Type::has(Role What) const {
  return std::any_of(Operations.begin(), Operations.end(),
                     [&](const auto &M) { return M.second->What == What; });
}

Models Models::builtin() {
  Models Result;
  for (const BuiltinFile &File : builtinFiles()) {
    if (std::optional<std::string> Error =
            Result.extend(File.Text, File.Name)) {
      std::fprintf(stderr, "maprace: a built-in model is broken: %s\n",
                   Error->c_str());
      std::abort();
    }
  }
  return Result;
}

std::optional<std::string> Models::add(std::string_view Text,
                                       std::string_view File) {
  Models Extended = *this;
  if (std::optional<std::string> Error = Extended.extend(Text, File))
    return Error;
  *this = std::move(Extended);
  return std::nullopt;
}

std::optional<std::string> Models::extend(std::string_view Text,
                                          std::string_view File) {
  auto Message = [File](const JsonError &E) {
    std::string Sentence(File);
    return Sentence + ":" + std::to_string(E.Line) + ": " + E.Text;
  };
  std::variant<Json, JsonError> Parsed = parseJson(Text);
  if (const JsonError *Error = std::get_if<JsonError>(&Parsed))
    return Message(*Error);
  if (std::optional<JsonError> Error =
          Reader(*this).read(*std::get_if<Json>(&Parsed)))
    return Message(*Error);
  Digest = chainedHash(Digest, Text);
  return std::nullopt;
}

static const BuiltinFile *findOptional(std::string_view Name) {
  for (const BuiltinFile &File : optionalFiles())
    if (File.Name == std::string(Name) + ".json")
      return &File;
  return nullptr;
}

bool Models::isOptional(std::string_view Name) {
  return findOptional(Name) != nullptr;
}

std::optional<std::string> Models::addFile(const std::string &File) {
  if (const BuiltinFile *Optional = findOptional(File))
    return add(Optional->Text, Optional->Name);
  errno = 0;
  std::ifstream Stream(File, std::ios::binary);
  std::ostringstream Text;
  Text << Stream.rdbuf();
  if (!Stream.is_open() || (Text.fail() && errno))
    return File + ":1: cannot read this model file: " + std::strerror(errno);
  return add(Text.str(), File);
}

const Type *Models::type(std::string_view Name) const {
  auto It = Types.find(Name);
  return It == Types.end() ? nullptr : It->second.get();
}

const Operation *Models::function(std::string_view Name) const {
  if (auto It = Functions.find(Name); It != Functions.end())
    return It->second.get();
  std::size_t End = Name.rfind("::");
  if (End == Name.npos)
    return nullptr;
  auto It = Functions.find(std::string(Name.substr(0, End)) + "::*");
  return It == Functions.end() ? nullptr : It->second.get();
}

const Operation *Models::function(std::string_view Name,
                                  unsigned Arguments) const {
  if (const Operation *Exact = find(Functions, Name, Arguments))
    return Exact;
  return function(Name);
}

std::optional<GuardTag> Models::tag(std::string_view TypeName) const {
  const Type *T = type(TypeName);
  if (!T || T->Kind != TypeKind::Tag)
    return std::nullopt;
  return T->Tag;
}

std::optional<Policy> Models::policy(std::string_view TypeName) const {
  const Type *T = type(TypeName);
  if (!T || T->Kind != TypeKind::Policy)
    return std::nullopt;
  return T->Leading;
}

bool Models::runsLater(std::string_view Enumerator) const {
  return std::binary_search(Later.begin(), Later.end(), Enumerator);
}

bool Models::runsAtOnce(std::string_view Enumerator) const {
  return std::binary_search(AtOnce.begin(), AtOnce.end(), Enumerator);
}

bool Models::isRelaxed(std::string_view Enumerator) const {
  return std::binary_search(Relaxed.begin(), Relaxed.end(), Enumerator);
}

std::vector<const Type *> Models::typesOfKind(TypeKind Kind) const {
  std::vector<const Type *> Result;
  std::set<const Type *> Seen;
  for (const auto &[Name, T] : Types)
    if (T->Kind == Kind && Seen.insert(T.get()).second)
      Result.push_back(T.get());
  return Result;
}

} // namespace maprace::model
