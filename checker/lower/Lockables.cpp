// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Lockable classes by the names of their members, which the models of guards
// list.

#include "checker/lower/Lockables.h"

using namespace clang;

namespace maprace::lower {

Lockables::Lockables(Types &T) : T(T) {
  for (const model::Type *Guard :
       T.models().typesOfKind(model::TypeKind::Guard))
    if (!Guard->Calls.empty())
      Guards.push_back(Guard);
}

/// The member of that name that takes nothing.
static const CXXMethodDecl *member(const CXXRecordDecl *R,
                                   llvm::StringRef Name) {
  if (!R || !R->hasDefinition())
    return nullptr;
  R = R->getDefinition();
  for (const CXXMethodDecl *M : R->methods())
    if (M->getIdentifier() && M->getName() == Name && M->isInstance() &&
        M->getMinRequiredArguments() == 0)
      return M;
  for (const CXXBaseSpecifier &B : R->bases())
    if (const CXXMethodDecl *M =
            member(B.getType()->getAsCXXRecordDecl(), Name))
      return M;
  return nullptr;
}

static bool doesNothing(const CXXMethodDecl *M) {
  const Stmt *Body = M->getBody();
  const auto *Block = dyn_cast_or_null<CompoundStmt>(Body);
  return Block && Block->body_empty();
}

ir::Promise Lockables::promise(const CXXMethodDecl *M) {
  using ir::Promise;
  if (!M->getIdentifier() || !M->isInstance() ||
      M->getMinRequiredArguments() != 0 || !T.isUserFunction(M) ||
      T.exact(M->getParent()) || doesNothing(M))
    return Promise::None;
  for (const model::Type *Guard : Guards) {
    auto Name = llvm::find(Guard->Calls, M->getName());
    if (Name == Guard->Calls.end() ||
        !member(M->getParent(), Guard->Calls[0]) ||
        !member(M->getParent(), Guard->Calls[2]))
      continue;
    bool Shared = Guard->GuardMode == model::Mode::Shared;
    switch (Name - Guard->Calls.begin()) {
    case 0:
      return Shared ? Promise::LockShared : Promise::Lock;
    case 1:
      return Shared ? Promise::TryLockShared : Promise::TryLock;
    default:
      return Shared ? Promise::UnlockShared : Promise::Unlock;
    }
  }
  return Promise::None;
}

const CXXMethodDecl *Lockables::taker(const model::Type &Guard,
                                      const CXXRecordDecl *R) {
  if (Guard.Calls.empty() || !R)
    return nullptr;
  const CXXMethodDecl *M = member(R, Guard.Calls[0]);
  return M && T.isUserFunction(M) && !T.exact(M->getParent()) ? M : nullptr;
}

} // namespace maprace::lower
