// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// See Paths.h.

#include "checker/build/Paths.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

namespace maprace::build {

std::string absolute(std::string_view Path, std::string_view Directory) {
  llvm::SmallString<256> Whole(Path);
  if (!llvm::sys::path::is_absolute(Whole)) {
    Whole = Directory;
    llvm::sys::path::append(Whole, Path);
  }
  llvm::sys::path::remove_dots(Whole, /*remove_dot_dot=*/true);
  if (Whole.size() > 1 && Whole.back() == '/')
    Whole.pop_back();
  return std::string(Whole);
}

std::string absolute(std::string_view Path) {
  llvm::SmallString<256> Current;
  // On failure the path stays relative, and opening it names the reason.
  (void)llvm::sys::fs::current_path(Current);
  return absolute(Path, Current.str());
}

std::string real(const std::string &Path) {
  llvm::SmallString<256> Resolved;
  if (llvm::sys::fs::real_path(Path, Resolved))
    return Path;
  return std::string(Resolved);
}

static bool strip(const std::string &Root, std::string &Path) {
  std::string Prefix = Root == "/" ? Root : Root + "/";
  if (Path.compare(0, Prefix.size(), Prefix) != 0)
    return false;
  Path.erase(0, Prefix.size());
  return true;
}

std::string relativeTo(const std::string &Root, const std::string &Path) {
  std::string Plain = Path;
  if (strip(Root, Plain))
    return Plain;
  // A build may name the same tree through a symbolic link.
  std::string Resolved = real(Path);
  return strip(real(Root), Resolved) ? Resolved : Path;
}

} // namespace maprace::build
