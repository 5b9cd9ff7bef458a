// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Interning of symbols and access paths. Must not know: how paths are printed.

#include "checker/ir/Path.h"

#include <algorithm>
#include <cassert>

namespace maprace::ir {

Symbol SymbolTable::intern(std::string_view Text) {
  auto Found = Index.find(Text);
  if (Found != Index.end())
    return Found->second;
  Symbol S = static_cast<Symbol>(Texts.size());
  Texts.emplace_back(Text);
  Index.emplace(Texts.back(), S);
  return S;
}

size_t PathTable::Hash::operator()(const Key &K) const {
  uint64_t Mixed = (uint64_t(K.Parent) << 32 | K.Name) + K.Sort * 0x9E3779B9ull;
  Mixed *= 0x9E3779B97F4A7C15ull;
  return Mixed ^ (Mixed >> 29);
}

Path PathTable::intern(const Key &K, const Node &N) {
  auto [Where, New] = Index.try_emplace(K, static_cast<Path>(Nodes.size()));
  if (New) {
    Nodes.push_back(N);
    if (!N.Parent)
      Nodes.back().Top = Where->second;
    if (!N.Shape)
      Nodes.back().Shape = Where->second;
  }
  return Where->second;
}

Path PathTable::root(Root Kind, Symbol Name) {
  return intern({0, Name, static_cast<uint8_t>(Kind)},
                {0, Kind, StepKind::Field, Name, 0, 0, false, 0});
}

Path PathTable::step(Path Base, StepKind Kind, Symbol Name) {
  assert(Base && "a step needs a place to start from");
  const Node B = Nodes[Base];
  bool IsIndex = Kind == StepKind::Index;
  bool IsShape = B.Shape == Base && !(IsIndex && Name);
  Path Shape = IsShape ? 0 : step(B.Shape, Kind, IsIndex ? 0 : Name);
  return intern({Base, Name, static_cast<uint8_t>(Kind)},
                {Base, B.RootKind, Kind, Name, B.Depth + 1, B.Top,
                 B.Indexed || IsIndex, Shape});
}

bool PathTable::hasPrefix(Path P, Path Prefix) const {
  if (!P || !Prefix)
    return false;
  uint32_t Depth = Nodes[Prefix].Depth;
  while (Nodes[P].Depth > Depth)
    P = Nodes[P].Parent;
  return P == Prefix;
}

Path PathTable::rebase(Path P, Path From, Path To) {
  assert(hasPrefix(P, From) && "rebase of a path that is not below From");
  std::vector<Path> Below;
  for (; P != From; P = Nodes[P].Parent)
    Below.push_back(P);
  for (auto It = Below.rbegin(); It != Below.rend(); ++It)
    To = step(To, Nodes[*It].Step, Nodes[*It].Name);
  return To;
}

std::vector<Path> PathTable::chain(Path P) const {
  std::vector<Path> Steps;
  for (; P && Nodes[P].Parent; P = Nodes[P].Parent)
    Steps.push_back(P);
  std::reverse(Steps.begin(), Steps.end());
  return Steps;
}

} // namespace maprace::ir
