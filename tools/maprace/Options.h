// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The command line, read into a plain struct. Must not know: what the options
// are used for.

#ifndef MAPRACE_TOOLS_OPTIONS_H
#define MAPRACE_TOOLS_OPTIONS_H

#include <optional>
#include <string>
#include <vector>

namespace maprace::tools {

/// Exit codes; docs/cli.md promises them.
enum Exit : int { Clean = 0, Found = 1, Unusable = 2, Incomplete = 3 };

enum class Command { Check, Explain, Dump, Lower };

struct Options {
  Command What = Command::Check;
  std::vector<std::string> Files;
  /// The words after `--`, if it was given.
  std::optional<std::vector<std::string>> Flags;
  std::string Database, Root, ResourceDir;
  std::vector<std::string> Models, Extra, Include, Exclude;
  std::string Format, Output, CacheDir, Launcher;
  std::vector<std::string> Tiers;
  unsigned MinAccesses = 2, MinRatio = 50;
  unsigned Jobs = 0; ///< 0: one per processor
  std::string Config, Baseline, WriteBaseline;
  bool Strict = false, Quiet = false, Ir = false, ListUnused = false;
  std::string Depfile, Directory; ///< of `lower`
};

/// Reads the command line, `@FILE` included. Returns the exit code if there is
/// nothing to do: after --help, or after an error that has been told.
std::optional<int> parseOptions(int Argc, const char *const *Argv,
                                Options &Into);

/// Prints "maprace: MESSAGE" to stderr.
void say(const std::string &Message);

/// The version of maprace and of the clang in it.
std::string version();

/// The nearest of \p Known to \p Word as "; did you mean 'X'?", or nothing.
std::string suggestion(const std::string &Word,
                       const std::vector<std::string> &Known);

} // namespace maprace::tools

#endif
