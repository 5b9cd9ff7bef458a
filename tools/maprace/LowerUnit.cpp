// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// `maprace lower`: the step that ninja runs for each translation unit.

#include "checker/build/Paths.h"
#include "checker/build/Step.h"
#include "tools/maprace/Commands.h"
#include "tools/maprace/Setup.h"

namespace maprace::tools {

/// The unit that the command line describes, or a sentence.
static std::optional<std::string> describe(const Options &O,
                                           build::Unit &Into) {
  if (O.Files.size() != 1 || O.Output.empty() || !O.Flags)
    return "use: maprace lower FILE -o OUT [--depfile FILE] -- COMMAND";
  build::Toolchain Clang;
  if (auto Error = findClang(O, Clang))
    return Error;
  Into.Directory = build::absolute(O.Directory.empty() ? "." : O.Directory);
  Into.Source = build::absolute(O.Files.front());
  Into.Name = build::relativeTo(rootOf(O), Into.Source);
  Into.Arguments =
      build::adapt(*O.Flags, Into.Source, Clang, O.Extra).Arguments;
  return std::nullopt;
}

int lowerUnit(const Options &O) {
  build::Unit U;
  auto Models = model::Models::builtin();
  auto Error = describe(O, U);
  if (!Error)
    Error = loadModels(O, Models);
  if (Error) {
    say(*Error);
    return Unusable;
  }
  Error = build::runStep(U, Models, rootOf(O), O.Output, O.Depfile);
  if (Error)
    say(U.Name + " cannot be analysed: " + *Error);
  return Error ? 1 : 0;
}

} // namespace maprace::tools
