// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the commands need before they can work: models, clang's own files, the
// units. Each function returns one sentence if the user's input does not do.

#ifndef MAPRACE_TOOLS_SETUP_H
#define MAPRACE_TOOLS_SETUP_H

#include "checker/build/Database.h"
#include "checker/model/Model.h"
#include "tools/maprace/Options.h"

#include <optional>
#include <string>

namespace maprace::tools {

/// The absolute directory that file names are relative to.
std::string rootOf(const Options &O);

std::optional<std::string> loadModels(const Options &O, model::Models &Into);

std::optional<std::string> findClang(const Options &O, build::Toolchain &Into);

/// The units that the command line names, the clang they are for, and the
/// database they are from (empty: none).
struct Chosen {
  build::Units Units;
  build::Toolchain Clang;
  std::string DatabaseFile;
};
std::optional<std::string> chooseUnits(const Options &O, Chosen &Into);

} // namespace maprace::tools

#endif
