// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// See Tell.h.

#include "tools/maprace/Tell.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

namespace maprace::tools {

build::Progress progress(bool Quiet) {
  if (Quiet || !llvm::errs().is_displayed())
    return nullptr;
  return [](unsigned Done, unsigned Total, const std::string &Name) {
    llvm::errs() << "\r\033[K[" << Done << '/' << Total << "] " << Name;
    if (Done == Total)
      llvm::errs() << "\r\033[K";
  };
}

/// "1 flag", "3 flags".
static std::string count(size_t N, const std::string &Thing) {
  return std::to_string(N) + " " + Thing + (N == 1 ? "" : "s");
}

std::vector<std::string>
describeFlags(const std::map<std::string, unsigned> &Dropped) {
  std::vector<std::string> Texts;
  for (const auto &[Flag, Units] : Dropped)
    Texts.push_back(Flag + " (" + count(Units, "unit") + ")");
  return Texts;
}

std::vector<std::string>
describeSkipped(const std::vector<std::string> &Names) {
  if (Names.empty())
    return {};
  return {count(Names.size(), "function") +
          " left out, too large or broken: " + llvm::join(Names, ", ")};
}

} // namespace maprace::tools
