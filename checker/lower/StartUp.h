// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What runs before the program's entry: the initialisers of variables of static
// storage duration ([basic.start.dynamic]). Those of one file make one
// function. Must not know: how a function is lowered.

#ifndef MAPRACE_LOWER_STARTUP_H
#define MAPRACE_LOWER_STARTUP_H

#include "checker/lower/Unit.h"

#include "clang/AST/Decl.h"

#include <map>
#include <string>
#include <vector>

namespace maprace::lower {

class StartUp {
public:
  explicit StartUp(Unit &U) : U(U) {}

  /// Takes \p V if it is such a variable and its initialiser can be lowered.
  /// To be called in the order of the source.
  void see(const clang::VarDecl *V);

  /// Adds a function for each file to the unit's program, if it has events.
  /// What stands in a header is the same function in every unit.
  void lower();

private:
  Unit &U;
  std::map<std::string, std::vector<const clang::VarDecl *>> Files;
};

} // namespace maprace::lower

#endif
