// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The model files that are compiled in. Must not know: what they say.

#ifndef MAPRACE_MODEL_BUILTIN_H
#define MAPRACE_MODEL_BUILTIN_H

#include <span>
#include <string_view>

namespace maprace::model {

struct BuiltinFile {
  std::string_view Name;
  std::string_view Text;
};

/// In the order in which they are to be added.
std::span<const BuiltinFile> builtinFiles();
/// Those that are added if a user names them.
std::span<const BuiltinFile> optionalFiles();

} // namespace maprace::model

#endif
