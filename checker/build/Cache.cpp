// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// See Cache.h. The lock is the kernel's: it ends with the process.

#include "checker/build/Cache.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/xxhash.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace maprace::build {

std::string defaultCacheDir(const std::string &DatabaseFile,
                            const std::vector<std::string> &Inputs) {
  if (!DatabaseFile.empty())
    return (llvm::sys::path::parent_path(DatabaseFile) + "/.maprace").str();
  llvm::SmallString<256> Home;
  if (!llvm::sys::path::cache_directory(Home))
    return "";
  std::string Key;
  for (const std::string &Input : Inputs)
    Key += Input + '\0';
  llvm::sys::path::append(
      Home, "maprace",
      llvm::utohexstr(llvm::xxh3_64bits(llvm::arrayRefFromStringRef(Key)),
                      /*LowerCase=*/true, 16));
  return std::string(Home);
}

std::optional<std::string> Cache::open(const std::string &Where) {
  auto Failed = [&](const std::string &Why) {
    return "the cache directory " + Where + " cannot be used: " + Why +
           "; choose another with --cache-dir";
  };
  if (auto Error = llvm::sys::fs::create_directories(Where))
    return Failed(Error.message());
  Lock = ::open((Where + "/lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (Lock < 0)
    return Failed(llvm::errnoAsErrorCode().message());
  while (::flock(Lock, LOCK_EX) != 0)
    if (errno != EINTR)
      return Failed(llvm::errnoAsErrorCode().message());
  Directory = Where;
  return std::nullopt;
}

std::string Cache::file(const std::string &Name) const {
  return Directory + "/" + Name;
}

Cache::~Cache() {
  if (Lock >= 0)
    ::close(Lock);
}

} // namespace maprace::build
