// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// `maprace explain`: what the analysis saw at a line, and why it reports what
// it reports there, or nothing.

#include "checker/analysis/Explain.h"
#include "checker/build/Paths.h"
#include "checker/report/Report.h"
#include "tools/maprace/Commands.h"
#include "tools/maprace/Inputs.h"
#include "tools/maprace/Setup.h"
#include "tools/maprace/Silence.h"

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"

#include <iostream>

namespace maprace::tools {

/// Splits `FILE:LINE`; a column after it is allowed and ignored.
static std::optional<std::string> readPlace(llvm::StringRef Text,
                                            std::string &File, unsigned &Line) {
  llvm::SmallVector<llvm::StringRef, 4> Parts;
  Text.split(Parts, ':');
  unsigned Column = 0;
  size_t Numbers = 0;
  while (Numbers < 2 && Numbers + 1 < Parts.size() &&
         !Parts[Parts.size() - 1 - Numbers].getAsInteger(10, Column))
    ++Numbers;
  if (!Numbers)
    return "'" + Text.str() + "' is no place: write FILE:LINE";
  llvm::StringRef Number = Parts[Parts.size() - Numbers];
  Number.getAsInteger(10, Line);
  File = Text.take_front(Number.data() - Text.data() - 1).str();
  return std::nullopt;
}

/// The name that the program gives to the user's \p File.
static std::string nameIn(const ir::Program &P, const Options &O,
                          const std::string &File) {
  for (const std::string &Known : P.Files)
    if (Known == File)
      return File;
  return build::relativeTo(rootOf(O), build::absolute(File));
}

int explain(const Options &Given) {
  Options O = Given;
  Outcome Done;
  analysis::Options How;
  std::string File;
  unsigned Line = 0;
  std::optional<std::string> Error;
  if (O.Files.empty())
    Error = "nothing to explain: name a place as FILE:LINE";
  else
    Error = readPlace(O.Files.front(), File, Line);
  if (!Error) {
    O.Files.erase(O.Files.begin());
    // A source explains itself.
    if (O.Files.empty() && O.Database.empty())
      O.Files.push_back(File);
    Error = readLimits(O, How);
  }
  if (!Error)
    Error = loadConfig(O, How);
  if (!Error)
    Error = readProgram(O, Done);
  if (Error) {
    say(*Error);
    return Unusable;
  }
  for (const build::Failure &F : Done.Whole.Failed)
    say(F.Name + " was left out: " + F.Why);
  for (const std::string &Name : Done.Whole.Skipped)
    say("function left out, too large or broken: " + Name);
  ir::Program &P = Done.Whole.Program;
  finding::Explanation E = analysis::explain(P, How, nameIn(P, O, File), Line);
  report::Options Show;
  Show.SourceRoot = rootOf(O);
  report::writeExplanation(E, Show, std::cout);
  return Clean;
}

} // namespace maprace::tools
