// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The concurrency IR as text: what `maprace dump` prints, what the files of
// the cache hold, and what the tests of the analysis are written in.

#ifndef MAPRACE_IR_TEXT_H
#define MAPRACE_IR_TEXT_H

#include "checker/ir/Program.h"

#include <optional>
#include <string>
#include <string_view>

namespace maprace::ir {

/// Prints a program. parse(print(P)) is P up to the numbering of symbols,
/// paths and files; the text depends on nothing else than the program.
std::string print(const Program &P);

/// Reads a printed program into \p Into, which may hold others already: a
/// function, field or class whose key is there is kept as it is (the one with
/// a body wins over one without), but a function escapes or is reachable if
/// either says so. So the order of merging units of one program
/// matters for nothing but which of several equal definitions is kept, and
/// linking reads them in the order of their names.
/// Returns one sentence "NAME:LINE: …" on malformed or truncated text, and
/// then leaves \p Into unchanged but for interned symbols.
std::optional<std::string> parse(std::string_view Text, std::string_view Name,
                                 Program &Into);

/// A path as text: `this*.Cache::map_`, `p1*`, `%i.2[$n]`, `@counter`.
std::string print(const Program &P, Path Place);

} // namespace maprace::ir

#endif
