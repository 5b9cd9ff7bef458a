// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Classes of the user that library guards can hold: they have the members that
// a guard calls, such as lock and unlock. Must not know: events, paths.

#ifndef MAPRACE_LOWER_LOCKABLES_H
#define MAPRACE_LOWER_LOCKABLES_H

#include "checker/ir/Program.h"
#include "checker/lower/Types.h"

namespace maprace::lower {

class Lockables {
public:
  explicit Lockables(Types &T);

  /// What \p M does to its object by its name and those beside it. A body that
  /// does nothing at all keeps no promise.
  ir::Promise promise(const clang::CXXMethodDecl *M);
  /// The member that a guard of type \p Guard calls to take a lock of class
  /// \p R, or null if its source does not matter: a model tells.
  const clang::CXXMethodDecl *taker(const model::Type &Guard,
                                    const clang::CXXRecordDecl *R);

private:
  Types &T;
  std::vector<const model::Type *> Guards;
};

} // namespace maprace::lower

#endif
