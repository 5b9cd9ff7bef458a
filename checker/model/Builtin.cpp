// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Holds the JSON files of this directory; Embed.cmake writes Builtin.inc.

#include "checker/model/Builtin.h"

namespace maprace::model {

static constexpr BuiltinFile Files[] = {
#include "Builtin.inc"
};

std::span<const BuiltinFile> builtinFiles() { return Files; }

} // namespace maprace::model
