// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Locks that users write themselves. A class with operations of the names that
// locks have is a wrapper if it takes a lock inside, and a spin lock if it
// waits for an atomic in a loop. Must not know: events, paths.

#ifndef MAPRACE_LOWER_OWNLOCKS_H
#define MAPRACE_LOWER_OWNLOCKS_H

#include "checker/lower/Types.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"

namespace maprace::lower {

class OwnLocks {
public:
  explicit OwnLocks(Types &T) : T(T) {}

  struct Lock {
    enum Kind : uint8_t { None, Wrapper, Spinning } K = None;
    /// Of a wrapper: the members that lead to the lock inside. Empty: a base.
    llvm::SmallVector<const clang::FieldDecl *, 2> Inside;
    /// Readers and writers let go by one function.
    bool OneUnlock = false;
  };

  /// What sort of lock \p R is. Only bodies in sight are looked at.
  Lock of(const clang::CXXRecordDecl *R);
  /// The operation of a lock that \p M is; null for any other function.
  const model::Operation *operation(const clang::CXXMethodDecl *M);

  /// What \p M, which has no body, does by its name and those of its class's
  /// other members.
  ir::Promise promise(const clang::CXXMethodDecl *M);

private:
  const model::Operation *named(const clang::CXXMethodDecl *M) const;
  Lock decide(const clang::CXXRecordDecl *R);

  Types &T;
  llvm::DenseMap<const clang::CXXRecordDecl *, Lock> Known;
};

} // namespace maprace::lower

#endif
