// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The commands of maprace. Each returns the process' exit code.

#ifndef MAPRACE_TOOLS_COMMANDS_H
#define MAPRACE_TOOLS_COMMANDS_H

#include "tools/maprace/Options.h"

namespace maprace::tools {

int check(const Options &O);
int explain(const Options &O);
int dump(const Options &O);
int lowerUnit(const Options &O);

} // namespace maprace::tools

#endif
