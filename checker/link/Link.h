// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Links translation units: many printed programs become one. Must not know:
// Clang, how a unit was made, what the program is analysed for.

#ifndef MAPRACE_LINK_LINK_H
#define MAPRACE_LINK_LINK_H

#include "checker/ir/Program.h"

#include <string>
#include <vector>

namespace maprace::link {

/// A translation unit's program in a file, as ir::print wrote it.
struct Input {
  std::string Name; ///< of the unit; decides the order of linking
  std::string File;
};

/// A file that could not be read.
struct Rejected {
  Input What;
  std::string Why; ///< one sentence that names the file
};

struct Result {
  ir::Program Program;
  std::vector<Rejected> Unreadable; ///< ordered by name
};

/// Reads all inputs into one program. Commutative and associative by content:
/// the program printed is the same for any order of \p Inputs, and an input
/// given twice counts once. A file that is missing, malformed or truncated is
/// left out and named.
Result link(std::vector<Input> Inputs);

} // namespace maprace::link

#endif
