// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A fixed point over calls of implicit functions: when the last event of one
// goes, its callers may lose theirs.

#include "checker/lower/Prune.h"

#include "clang/AST/DeclCXX.h"

#include <map>
#include <set>

using namespace clang;

namespace maprace::lower {

static bool isImplicit(ir::Symbol Key, const Unit &U) {
  const FunctionDecl *F = U.declaration(Key);
  return F && (F->isImplicit() || F->isDefaulted());
}

static bool hasEvents(const ir::Function &F) {
  for (const ir::Block &B : F.Blocks)
    if (!B.Events.empty())
      return true;
  return false;
}

void prune(ir::Program &P, const Unit &U) {
  std::map<ir::Symbol, std::set<ir::Function *>> Callers;
  std::vector<ir::Symbol> Idle;
  auto Consider = [&](ir::Function &F) {
    if (hasEvents(F) || !F.Asserts.empty())
      return;
    F.Blocks.clear();
    if (isImplicit(F.Key, U))
      Idle.push_back(F.Key);
  };
  for (auto &[Key, F] : P.Functions)
    for (const ir::Block &B : F.Blocks)
      for (const ir::Event &E : B.Events)
        if (E.K == ir::Event::Call && isImplicit(E.Callee, U))
          Callers[E.Callee].insert(&F);
  for (auto &[Key, F] : P.Functions)
    Consider(F);
  while (!Idle.empty()) {
    ir::Symbol Key = Idle.back();
    Idle.pop_back();
    auto It = P.Functions.find(P.text(Key));
    if (It == P.Functions.end())
      continue;
    for (auto &[_, Set] : Callers)
      Set.erase(&It->second);
    P.Functions.erase(It);
    for (ir::Function *F : Callers[Key]) {
      for (ir::Block &B : F->Blocks)
        std::erase_if(B.Events, [&](const ir::Event &E) {
          return E.K == ir::Event::Call && E.Callee == Key && !E.Virtual;
        });
      Consider(*F);
    }
  }
}

} // namespace maprace::lower
