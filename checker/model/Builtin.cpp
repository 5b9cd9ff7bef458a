// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Holds the JSON files of this directory; Embed.cmake writes the rows.

#include "checker/model/Builtin.h"

namespace maprace::model {

static constexpr BuiltinFile Files[] = {
#include "Builtin.inc"
};

static constexpr BuiltinFile Optional[] = {
#include "Optional.inc"
};

std::span<const BuiltinFile> builtinFiles() { return Files; }
std::span<const BuiltinFile> optionalFiles() { return Optional; }

} // namespace maprace::model
