// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Parses one unit and lowers it, in this process. Must not know: the cache,
// ninja, what is done with the program.

#ifndef MAPRACE_BUILD_TRANSLATE_H
#define MAPRACE_BUILD_TRANSLATE_H

#include "checker/build/Unit.h"
#include "checker/lower/Lower.h"
#include "checker/model/Model.h"

#include <optional>
#include <string>
#include <vector>

namespace maprace::build {

struct Translation {
  /// Nothing if the unit does not compile.
  std::optional<lower::Result> Lowered;
  /// Then its first error, "FILE:LINE:COLUMN: MESSAGE" with FILE as in
  /// Unit::Name, or the message alone.
  std::string Error;
  /// Every file that was read, absolute, in the order of reading.
  std::vector<std::string> Dependencies;
};

/// Translates \p U; files are named relative to \p Root.
Translation translate(const Unit &U, const model::Models &Models,
                      const std::string &Root);

} // namespace maprace::build

#endif
