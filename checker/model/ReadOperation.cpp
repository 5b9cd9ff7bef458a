// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Entries of functions, and what an operation is in detail.

#include "checker/model/Reader.h"

namespace maprace::model {
namespace {

/// A key of an operation that is true or false.
struct FlagName {
  std::string_view Name;
  bool Operation::*Flag;
};

constexpr FlagName Flags[] = {
    {"many", &Operation::Many},
    {"waits", &Operation::Waits},
    {"served", &Operation::Served},
    {"handle-joins", &Operation::HandleJoins},
    {"zero-is-success", &Operation::ZeroIsSuccess},
    {"last", &Operation::Last},
};

bool takesArgument(const Operation &Op, const RoleName &Row) {
  return Op.Argument != -1 || !Row.NeedsArgument;
}

} // namespace

bool Reader::readFunction(const Json &Entry) {
  std::vector<std::string> Names;
  Operation Op;
  if (!expect(Entry, Json::Object, "each element of 'functions'") ||
      !readNames(Entry, /*Wildcards=*/true, Names) ||
      !startFunction(Entry, Op) || !readOperationKeys(Entry, Op))
    return false;
  if (const Json *Name = Entry.find("role")) {
    const RoleName &Row = *findRole(Name->Text, InFunctions);
    if (!takesArgument(Op, Row))
      return fail(Entry.Line, "a function of role '" + Name->Text +
                                  "' needs the key 'argument'");
    if (Op.What == Role::Spawn && !Entry.find("callables"))
      return fail(Entry.Line,
                  "a function of role 'spawn' needs the key 'callables'");
  }
  auto Shared = std::make_shared<const Operation>(std::move(Op));
  for (const std::string &Name : Names)
    Into.Functions.insert_or_assign(Name, Shared);
  return true;
}

bool Reader::startFunction(const Json &Entry, Operation &Op) {
  const Json *Like = Entry.find("like");
  if (!Like)
    return startOperation(Entry, InFunctions, Op);
  if (const Json *Role = Entry.find("role"))
    return fail(Role->Line, "a function has only one of 'role' and 'like'");
  if (!expect(*Like, Json::String, "'like'"))
    return false;
  const Operation *Model = Into.function(Like->Text);
  if (!Model)
    return fail(Like->Line, "'like' names '" + Like->Text +
                                "', which no entry before describes");
  Op = *Model;
  return true;
}

bool Reader::startOperation(const Json &Entry, RolePlaces Place,
                            Operation &Op) {
  const Json *Name = Entry.find("role");
  if (!Name)
    return fail(Entry.Line, Place == InFunctions
                                ? "a function needs one of the keys 'role' "
                                  "and 'like'"
                                : "an operation needs the key 'role'");
  if (!expect(*Name, Json::String, "'role'"))
    return false;
  const RoleName *Row = findRole(Name->Text, Place);
  if (!Row)
    return fail(Name->Line,
                unknownName("role", Name->Text, "", roleNames(Place)));
  Op = operationOf(*Row);
  if (Place == InFunctions)
    Op.Argument = -1;
  return true;
}

bool Reader::readOperationKeys(const Json &Entry, Operation &Op) {
  for (const Json::Member &M : Entry.Members)
    if (!readOperationKey(M, Op))
      return false;
  return true;
}

bool Reader::readOperationKey(const Json::Member &M, Operation &Op) {
  for (const FlagName &F : Flags)
    if (F.Name == M.Key)
      return readFlag(M, Op.*F.Flag);
  // Read before, by those who know what stands there.
  if (M.Key == "name" || M.Key == "role" || M.Key == "like")
    return true;
  if (M.Key == "argument")
    return readIndex(M, {{"maps", Operation::EveryMap}}, Op.Argument);
  if (M.Key == "handle")
    return readIndex(M, {{"result", -1}, {"object", Operation::TheObject}},
                     Op.Handle);
  if (M.Key == "pass-from")
    return readIndex(M, {{"none", -1}}, Op.PassFrom);
  if (M.Key == "workers")
    return readIndex(M, {}, Op.Workers);
  if (M.Key == "signal")
    return readIndex(M, {}, Op.Signal);
  if (M.Key == "lets-go")
    return readIndex(M, {}, Op.LetsGo);
  if (M.Key == "supplies-user")
    return readIndex(M, {}, Op.SuppliesUser);
  if (M.Key == "elements-of")
    return readIndex(M, {{"object", Operation::TheObject}}, Op.ElementsOf);
  if (M.Key == "supplies")
    return readStrings(M, Op.Supplies);
  if (M.Key == "callables")
    return readCallables(M, Op);
  if (M.Key == "mode") {
    int Number = 0;
    if (!readWord(M, {{"exclusive", 0}, {"shared", 1}, {"either", 2}}, Number))
      return false;
    Op.LockMode = Number == 1 ? Mode::Shared : Mode::Exclusive;
    Op.EitherMode = Number == 2;
    return true;
  }
  return fail(
      M.Line,
      unknownName("key", M.Key, "in an operation",
                  {"name",      "role",        "like",   "argument",
                   "callables", "pass-from",   "handle", "handle-joins",
                   "supplies",  "many",        "waits",  "workers",
                   "served",    "elements-of", "mode",   "zero-is-success",
                   "last",      "lets-go",     "signal", "supplies-user"}));
}

bool Reader::readCallables(const Json::Member &M, Operation &Op) {
  Op.Callables.clear();
  if (M.Value.K != Json::Array) {
    Op.Callables.push_back(0);
    return readIndex(M, {}, Op.Callables.back());
  }
  for (const Json &Element : M.Value.Elements) {
    Op.Callables.push_back(0);
    if (!readIndex({M.Key, Element.Line, Element}, {}, Op.Callables.back()))
      return false;
  }
  return true;
}

} // namespace maprace::model
