// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From the JSON of a model file to entries. docs/models.md is the schema in
// words. Must not know: where files come from, what entries are used for.

#ifndef MAPRACE_MODEL_READER_H
#define MAPRACE_MODEL_READER_H

#include "checker/model/Json.h"
#include "checker/model/Model.h"
#include "checker/model/Names.h"

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace maprace::model {

/// Adds the entries of one file to a set of models.
class Reader {
public:
  explicit Reader(Models &Into) : Into(Into) {}

  /// Returns what is wrong with \p Root, if anything; the models may then have
  /// some of its entries already.
  std::optional<JsonError> read(const Json &Root);

private:
  // All of the following return false after they have set Error.

  // ReadType.cpp
  bool readType(const Json &Entry);
  bool startType(const Json &Entry, Type &T);
  bool readTypeKey(const Json::Member &M, Type &T);
  bool readOwnLocks(const Json &Value);
  bool readRoleList(const Json::Member &M, Mode LockMode, Type &T);
  bool readCalls(const Json::Member &M, Type &T);
  bool readMembers(const Json::Member &M, const Operation &Op, Type &T);
  bool readUnsafe(const Json &Value, Type &T);
  bool readShared(const Json &Value, Type &T);
  bool readOperations(const Json &Value, Type &T);
  bool readOther(const Json::Member &M, std::optional<Role> &Other);
  bool addMember(const std::string &Name, unsigned Line,
                 std::shared_ptr<const Operation> Op, Type &T);

  // ReadOperation.cpp
  bool readFunction(const Json &Entry);
  bool startFunction(const Json &Entry, Operation &Op);
  /// Sets the role and its defaults. \p Entry must have a key "role".
  bool startOperation(const Json &Entry, RolePlaces Place, Operation &Op);
  bool readOperationKeys(const Json &Entry, Operation &Op);
  bool readOperationKey(const Json::Member &M, Operation &Op);
  bool readCallables(const Json::Member &M, Operation &Op);

  // Reader.cpp
  bool readRoot(const Json &Root);
  bool readNames(const Json &Entry, bool Wildcards,
                 std::vector<std::string> &Names);
  bool checkName(const Json &Name, bool Wildcards);
  /// One string or a list of them.
  bool readStrings(const Json::Member &M, std::vector<std::string> &Strings);
  bool readFlag(const Json::Member &M, bool &Flag);
  /// A word that stands for a number.
  struct Word {
    std::string_view Name;
    int Number;
  };
  bool readWord(const Json::Member &M, const std::vector<Word> &Words,
                int &Number);
  /// The index of an argument, or one of the words.
  bool readIndex(const Json::Member &M, const std::vector<Word> &Words,
                 int &Index);
  bool expect(const Json &Value, Json::Kind K, std::string_view Key);
  bool fail(unsigned Line, std::string Text);

  Models &Into;
  /// Members of the type being read that its own entry has given a role.
  std::set<std::string> Given;
  JsonError Error;
};

} // namespace maprace::model

#endif
