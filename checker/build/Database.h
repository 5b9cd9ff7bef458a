// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which units the user means: those of a compilation database, or files with
// flags of their own. Must not know: the cache, how a unit is lowered.

#ifndef MAPRACE_BUILD_DATABASE_H
#define MAPRACE_BUILD_DATABASE_H

#include "checker/build/Flags.h"
#include "checker/build/Unit.h"

#include <optional>
#include <string>
#include <vector>

namespace maprace::build {

/// Which units to take and how to name them.
struct Selection {
  std::string Root;               ///< absolute; units are named relative to it
  std::vector<std::string> Files; ///< only these; none: all of the database
  std::vector<std::string> Include; ///< only sources that match one of these
  std::vector<std::string> Exclude; ///< no source that matches one of these
  std::vector<std::string> Extra;   ///< flags added to every command line
  Toolchain Clang;
};

/// The file of the database that \p Path (a directory or the file) names.
std::string databaseFile(const std::string &Path);

/// The database of the directory of \p File or of the closest one above.
std::optional<std::string> databaseAbove(const std::string &File);

/// Reads the C++ units of the database in \p DatabaseFile into \p Into. An
/// entry that says the same as another counts once; relative directories start
/// where the database is. Returns one sentence if there is no such database,
/// it is malformed, or it lacks one of the files.
std::optional<std::string> fromDatabase(const std::string &DatabaseFile,
                                        const Selection &What, Units &Into);

/// Makes a unit of each file, all with \p Flags, in the current directory.
/// Returns one sentence if a file cannot be read.
std::optional<std::string> fromFlags(const std::vector<std::string> &Flags,
                                     const Selection &What, Units &Into);

} // namespace maprace::build

#endif
