// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The command line tool.

#include "tools/maprace/Commands.h"

int main(int Argc, char **Argv) {
  using namespace maprace::tools;
  Options O;
  if (auto Code = parseOptions(Argc, Argv, O))
    return *Code;
  switch (O.What) {
  case Command::Check:
    return check(O);
  case Command::Explain:
    return explain(O);
  case Command::Dump:
    return dump(O);
  case Command::Lower:
    return lowerUnit(O);
  }
}
