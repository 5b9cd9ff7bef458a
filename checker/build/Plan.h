// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Plans the per-unit steps and writes them as a Ninja build. Pure: the same
// units and tool give the same text. Must not know: how ninja is run.

#ifndef MAPRACE_BUILD_PLAN_H
#define MAPRACE_BUILD_PLAN_H

#include "checker/build/Unit.h"

#include <string>
#include <vector>

namespace maprace::build {

/// The program that runs a step and what its result depends on besides the
/// unit.
struct StepTool {
  std::string Program;  ///< absolute path of the executable with `lower`
  std::string Version;  ///< of the program and of clang
  std::string Launcher; ///< shell words put before each step's command
  std::string Root;
  std::string ResourceDir;
  std::vector<std::string> ModelFiles; ///< absolute, or built in
  std::string ModelDigest;             ///< of the built-in and these models
};

struct Step {
  Unit What;
  /// Name of the file it makes, in the cache directory: a hash of the unit and
  /// of all that its result depends on except the contents of files.
  std::string Output;
};

/// A unit that is not analysed, and why.
struct Failure {
  std::string Name, Why;
  bool operator==(const Failure &) const = default;
};

struct Plan {
  std::vector<Step> Steps; ///< in the order of the units
  std::vector<Failure> Impossible;
};

/// Plans one step for each unit whose source is there.
Plan plan(const std::vector<Unit> &Units, const StepTool &Tool);

/// The text of the build.ninja that runs the steps.
std::string ninjaFile(const std::vector<Step> &Steps, const StepTool &Tool);

} // namespace maprace::build

#endif
