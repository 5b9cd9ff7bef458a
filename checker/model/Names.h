// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The words of the model files: names of kinds, roles, modes and tags, and
// which role may stand where. A new role is a row here. Must not know: JSON,
// how entries are stored.

#ifndef MAPRACE_MODEL_NAMES_H
#define MAPRACE_MODEL_NAMES_H

#include "checker/model/Model.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace maprace::model {

/// A kind of type, as files write it.
struct KindName {
  std::string_view Name;
  TypeKind Kind;
};
std::span<const KindName> kindNames();

/// Where a role may stand: the members of some kinds of types, or functions.
using RolePlaces = uint32_t;
constexpr RolePlaces placeOf(TypeKind K) {
  return RolePlaces(1) << static_cast<unsigned>(K);
}
constexpr RolePlaces InFunctions = RolePlaces(1) << 31;

/// A role, as files write it, and what an operation of that role is unless the
/// file says more.
struct RoleName {
  std::string_view Name;
  RolePlaces Places;
  Role What;
  /// Of members; see Operation. Functions of roles with NeedsArgument must
  /// name theirs.
  int Argument = -1;
  int PassFrom = -1;
  /// The one callable: an argument, or Operation::Self.
  std::optional<int> Callable = std::nullopt;
  bool NeedsArgument = false;
};
/// The role of that name in that place, or null.
const RoleName *findRole(std::string_view Name, RolePlaces Place);
/// An operation of that role of which nothing more is said.
Operation operationOf(const RoleName &Role);
/// The names of all roles of a place, in the order of the table.
std::vector<std::string_view> roleNames(RolePlaces Place);

/// "unknown WHAT 'NAME' PLACE, did you mean 'X'? (allowed: ...)", the question
/// only if one of \p Allowed is near.
std::string unknownName(std::string_view What, std::string_view Name,
                        std::string_view Place,
                        const std::vector<std::string_view> &Allowed);

} // namespace maprace::model

#endif
