// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The table of formats. A new one is a writer and a row here. Must not know:
// what the formats look like.

#include "checker/report/Report.h"

namespace maprace::report {

const std::vector<Format> &formats() {
  static const std::vector<Format> Table = {
      {"text", "warnings and notes as clang prints them", writeText},
      {"sarif", "SARIF 2.1.0, for code scanning and editors", writeSarif},
      {"json", "everything that a finding holds, for scripts", writeJson},
  };
  return Table;
}

const Format *findFormat(std::string_view Name) {
  for (const Format &F : formats())
    if (F.Name == Name)
      return &F;
  return nullptr;
}

} // namespace maprace::report
