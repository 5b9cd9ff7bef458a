// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What Clang's capability attributes say of locks, in every spelling, as plain
// structs. Must not know: events, paths.

#ifndef MAPRACE_LOWER_CAPABILITIES_H
#define MAPRACE_LOWER_CAPABILITIES_H

#include "clang/AST/DeclCXX.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/SmallVector.h"

#include <vector>

namespace maprace::lower {

/// One attribute of a function.
struct Promise {
  enum Sort : uint8_t {
    Requires, ///< the caller holds the locks
    Excludes, ///< the caller does not hold them
    Acquires, ///< they are held when the function returns
    Releases, ///< they are let go when the function returns
    Tries,    ///< they are held if the function returns success
    Asserts,  ///< they are held, or the function does not return
    Returns,  ///< the function returns the lock
  } What;
  bool Shared = false;
  bool Generic = false;       ///< of Releases: in whatever mode it is held
  bool ZeroIsSuccess = false; ///< of Tries
  /// None: the object whose member the function is; of a guard's destructor
  /// and other members, the locks that the guard was made with.
  llvm::SmallVector<const clang::Expr *, 2> Locks;
};

/// What the attributes of \p F say, those of its other declarations included.
std::vector<Promise> promises(const clang::FunctionDecl *F);

/// The attributes of \p F say that a call of it takes or lets go a lock.
bool promisesLocking(const clang::FunctionDecl *F);

/// Objects of the class are guards: they hold locks from their constructor to
/// their destructor.
bool isScopedLock(const clang::CXXRecordDecl *R);

/// The lock that guards a variable or member, or what it points to, by its
/// declaration; null if there is none.
const clang::Expr *declaredGuard(const clang::ValueDecl *D);

/// Its author does not want Clang's analysis of locks for the function.
bool isUnchecked(const clang::FunctionDecl *F);

} // namespace maprace::lower

#endif
