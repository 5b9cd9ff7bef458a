// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Paths of files: absolute for work, relative to the root for people. Must not
// know: what the files are.

#ifndef MAPRACE_BUILD_PATHS_H
#define MAPRACE_BUILD_PATHS_H

#include <string>
#include <string_view>

namespace maprace::build {

/// \p Path made absolute from \p Directory, without `.` and `..`.
std::string absolute(std::string_view Path, std::string_view Directory);
/// The same from the current directory.
std::string absolute(std::string_view Path);
/// \p Path with all symbolic links resolved; itself if it does not exist.
std::string real(const std::string &Path);
/// \p Path below \p Root as a relative path; itself if it is not below.
std::string relativeTo(const std::string &Root, const std::string &Path);

} // namespace maprace::build

#endif
