// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Parts of a body that become functions of their own: OpenMP regions, what is
// left of a coroutine.

#ifndef MAPRACE_LOWER_REGION_H
#define MAPRACE_LOWER_REGION_H

#include "clang/AST/Decl.h"

#include <string>
#include <vector>

namespace maprace::lower {

/// A part of a function's body that the compiler makes a function of, because
/// it runs in threads of its own or must be told from its surroundings. It
/// reaches what is outside through a closure like that of a lambda.
struct Region {
  const clang::Stmt *Body = nullptr;
  std::string Key;
  /// Variables from outside that it uses, in order of use.
  std::vector<const clang::VarDecl *> Captures;
  bool CapturesThis = false;
  /// The rest of a coroutine's body: where it begins. What was declared before
  /// comes from outside.
  clang::SourceLocation After;
  /// The call after which it goes on.
  const clang::CallExpr *ResumedAt = nullptr;
};

} // namespace maprace::lower

#endif
