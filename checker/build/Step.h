// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The step that ninja runs for each unit: from declared inputs to one file,
// written whole or not at all. Must not know: the other units, ninja.

#ifndef MAPRACE_BUILD_STEP_H
#define MAPRACE_BUILD_STEP_H

#include "checker/build/Unit.h"
#include "checker/model/Model.h"

#include <optional>
#include <string>
#include <vector>

namespace maprace::build {

/// Lowers \p U into the file \p Output and writes \p Depfile (if not empty) in
/// make's form. An output that would not change is left alone. Returns the
/// failure's sentence; then there is no output, and failureOf tells the same.
std::optional<std::string> runStep(const Unit &U, const model::Models &Models,
                                   const std::string &Root,
                                   const std::string &Output,
                                   const std::string &Depfile);

/// Why the last step for \p Output failed; nothing if it succeeded.
std::optional<std::string> failureOf(const std::string &Output);

/// Functions that the step for \p Output left out, by display name.
std::vector<std::string> skippedIn(const std::string &Output);

/// Writes a file by a temporary beside it, FILE.tmp, and a rename. Returns one
/// sentence on failure.
std::optional<std::string> writeFile(const std::string &File,
                                     const std::string &Text);

/// The whole of a file, or nothing.
std::optional<std::string> readFile(const std::string &File);

} // namespace maprace::build

#endif
