// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Lowers a translation unit from Clang's AST and CFG to the concurrency IR.
// This room alone includes Clang's headers; no AST pointer leaves it.

#ifndef MAPRACE_LOWER_LOWER_H
#define MAPRACE_LOWER_LOWER_H

#include "checker/ir/Program.h"
#include "checker/model/Model.h"

#include <string>
#include <vector>

namespace clang {
class ASTContext;
}

namespace maprace::lower {

struct Options {
  /// Paths of files are written relative to this directory if below it.
  std::string Root;
};

struct Result {
  ir::Program Program;
  /// Functions whose control flow was too large or broken, by display name:
  /// they were left out.
  std::vector<std::string> Skipped;
};

/// Lowers every function with a body in user code (not in a system header).
/// Guarantees: no crash on invalid declarations or recovery expressions (a
/// function that contains one is skipped); the same input gives the same
/// program.
Result lower(clang::ASTContext &Context, const model::Models &Models,
             const Options &Opts);

/// False if nothing in the translation unit can take part in a finding of a
/// program of this unit alone: no map type of the models is used in it. Much
/// cheaper than lowering.
bool mentionsMaps(clang::ASTContext &Context, const model::Models &Models);

} // namespace maprace::lower

#endif
