// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One look over a function's body before it is lowered: whether it can be
// lowered, whether it is worth it, and what must be known beforehand.

#ifndef MAPRACE_LOWER_SCAN_H
#define MAPRACE_LOWER_SCAN_H

#include "checker/lower/Types.h"

#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/AST/StmtOpenMP.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

#include <vector>

namespace maprace::lower {

struct Scan {
  /// It contains errors: no control-flow graph may be built.
  bool Broken = false;
  /// Something in it may become an event.
  bool Relevant = false;
  /// Variables that change out of sight: their address is taken or they are
  /// captured by reference.
  llvm::DenseSet<const clang::VarDecl *> Unstable;
  /// Calls whose answer decides a branch.
  llvm::DenseSet<const clang::Expr *> Tested;
  /// The range-for that declares a variable, written or not.
  llvm::DenseMap<const clang::VarDecl *, const clang::CXXForRangeStmt *> Ranges;
  /// Those over containers of a library or arrays.
  llvm::DenseSet<const clang::CXXForRangeStmt *> LibraryRanges;
  /// Variables behind structured bindings.
  llvm::DenseSet<const clang::VarDecl *> Holding;
  /// What the compiler writes for range-fors over containers of a library.
  llvm::DenseSet<const clang::Stmt *> Ignored;
  std::vector<const clang::LambdaExpr *> Lambdas;
  /// In the order of the source.
  std::vector<const clang::VarDecl *> Variables;
  std::vector<const clang::CXXNewExpr *> News;
  /// Calls that order loads and stores of atomics.
  std::vector<clang::SourceLocation> Fences;
};

/// Does not look into the bodies of lambdas, nor into regions that are lowered
/// as functions.
Scan scan(const clang::FunctionDecl *F, Types &T);
/// The same for a region.
Scan scan(const clang::Stmt *Region, Types &T);

/// The directive's body is lowered as a function of its own.
bool isOutlined(const clang::OMPExecutableDirective *D);

} // namespace maprace::lower

#endif
