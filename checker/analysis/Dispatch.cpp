// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Virtual calls.

#include "checker/analysis/Dispatch.h"

#include <algorithm>

namespace maprace::analysis {

using ir::Symbol;

Dispatch::Dispatch(const ir::Program &P) : P(P) {
  for (const auto &[Name, C] : P.Classes) {
    Classes[C.Key] = &C;
    for (const auto &[Base, Impl] : C.Overrides) {
      std::vector<Symbol> &All = Overriders[Base];
      if (std::find(All.begin(), All.end(), Impl) == All.end())
        All.push_back(Impl);
    }
  }
  for (auto &[Base, All] : Overriders) {
    if (std::find(All.begin(), All.end(), Base) == All.end())
      All.push_back(Base);
    std::sort(All.begin(), All.end(),
              [&](Symbol A, Symbol B) { return P.text(A) < P.text(B); });
  }
}

Symbol Dispatch::exactly(Symbol Class, Symbol Method) const {
  auto It = Classes.find(Class);
  if (It == Classes.end())
    return Method;
  for (const auto &[Base, Impl] : It->second->Overrides)
    if (Base == Method || Impl == Method)
      return Impl;
  for (Symbol Base : It->second->Bases)
    if (Symbol Found = exactly(Base, Method); Found != Method)
      return Found;
  return Method;
}

Symbol Dispatch::onlyOne(Symbol Method) const {
  if (anyOf(Method).empty())
    return P.Functions.contains(P.text(Method)) ? Method : 0;
  Symbol Found = 0;
  for (Symbol Key : anyOf(Method)) {
    if (!P.Functions.contains(P.text(Key)))
      continue;
    if (Found)
      return 0;
    Found = Key;
  }
  return Found;
}

const std::vector<Symbol> &Dispatch::anyOf(Symbol Method) const {
  auto It = Overriders.find(Method);
  return It == Overriders.end() ? None : It->second;
}

} // namespace maprace::analysis
