// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Calls, taken apart: the callee, the object and the arguments.

#ifndef MAPRACE_LOWER_CALLSITE_H
#define MAPRACE_LOWER_CALLSITE_H

#include "checker/lower/Val.h"

#include "clang/AST/Expr.h"

#include <vector>

namespace maprace::lower {

/// A call or construction, taken apart.
struct CallSite {
  const clang::Expr *E = nullptr;
  const clang::FunctionDecl *Callee = nullptr;
  /// Of members: the object, or if Arrow a pointer to it.
  const clang::Expr *Object = nullptr;
  bool Arrow = false;
  /// Without the object.
  std::vector<const clang::Expr *> Args;
  /// A policy stood first and says so.
  bool Parallel = false;
  /// A policy says that callables run when the result is asked for.
  bool Later = false;

  /// Of members: the type of the object itself.
  clang::QualType objectType() const {
    clang::QualType T = Object->getType();
    return Arrow ? T->getPointeeType() : T;
  }
};

/// What is called: a function by its key, or whatever the place holds.
struct CalleeRef {
  const clang::FunctionDecl *Function = nullptr;
  ir::Symbol Key = 0;
  ir::Path Target = 0;
  /// The object whose call operator Function is.
  ir::Path Object = 0;
  bool Virtual = false;
  /// How a callable at Target takes its arguments, if its type tells.
  const clang::FunctionProtoType *Signature = nullptr;
  /// Target holds a member function, whose object is the first argument.
  bool Member = false;
  /// All arguments are passed as references.
  bool References = false;
  explicit operator bool() const { return Key || Target; }
};

/// An argument on its way to a callee.
struct Argument {
  Val V;
  clang::QualType Type;
  const clang::Expr *E = nullptr;
};

} // namespace maprace::lower

#endif
