// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// `maprace dump`: the concurrency IR of sources; of several, linked.

#include "checker/build/Translate.h"
#include "checker/ir/Text.h"
#include "tools/maprace/Commands.h"
#include "tools/maprace/Setup.h"

#include "llvm/Support/raw_ostream.h"

namespace maprace::tools {

/// Adds \p U's program to \p Into, or says why not.
static std::optional<std::string> addUnit(const build::Unit &U,
                                          const model::Models &Models,
                                          const std::string &Root,
                                          ir::Program &Into) {
  auto T = build::translate(U, Models, Root);
  if (!T.Lowered)
    return U.Name + " cannot be analysed: " + T.Error;
  for (const std::string &Name : T.Lowered->Skipped)
    say(U.Name + ": left out " + Name);
  return ir::parse(ir::print(T.Lowered->Program), U.Name, Into);
}

int dump(const Options &O) {
  auto Models = model::Models::builtin();
  Chosen C;
  auto Error = loadModels(O, Models);
  if (!Error)
    Error = chooseUnits(O, C);
  ir::Program Whole;
  for (const build::Unit &U : C.Units.All)
    if (!Error)
      Error = addUnit(U, Models, rootOf(O), Whole);
  if (Error) {
    say(*Error);
    return Unusable;
  }
  llvm::outs() << ir::print(Whole);
  return Clean;
}

} // namespace maprace::tools
