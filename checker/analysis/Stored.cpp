// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The map of places and its index of shapes.

#include "checker/analysis/Stored.h"

#include <algorithm>

namespace maprace::analysis {

const Value *Stored::find(Path Where) const {
  auto It = Values.find(Where);
  return It == Values.end() ? nullptr : &It->second;
}

Value *Stored::find(Path Where) {
  Version.reset();
  auto It = Values.find(Where);
  return It == Values.end() ? nullptr : &It->second;
}

Stored::ByShape &Stored::ownShapes() {
  if (Shapes.use_count() > 1)
    Shapes = std::make_shared<ByShape>(*Shapes);
  return *Shapes;
}

void Stored::added(const ir::PathTable &Paths, Path Where) {
  if (!Shapes || !Paths[Where].Indexed)
    return;
  std::vector<Path> &Alike = ownShapes()[Paths[Where].Shape];
  Alike.insert(std::lower_bound(Alike.begin(), Alike.end(), Where), Where);
}

void Stored::set(const ir::PathTable &Paths, Path Where, Value V) {
  Version.reset();
  if (Values.insert_or_assign(Where, std::move(V)).second)
    added(Paths, Where);
}

void Stored::join(const ir::PathTable &Paths, Path Where, const Value &V) {
  Version.reset();
  auto [It, New] = Values.try_emplace(Where, V);
  if (New)
    added(Paths, Where);
  else
    It->second.join(V);
}

void Stored::erase(const ir::PathTable &Paths, Path Where) {
  Version.reset();
  std::erase_if(Values, [&](const auto &Entry) {
    if (!Paths.hasPrefix(Entry.first, Where))
      return false;
    if (Shapes && Paths[Entry.first].Indexed)
      std::erase(ownShapes()[Paths[Entry.first].Shape], Entry.first);
    return true;
  });
}

const std::vector<Path> &Stored::alike(const ir::PathTable &Paths,
                                       Path Where) const {
  static const std::vector<Path> None;
  if (!Shapes) {
    auto New = std::make_shared<ByShape>();
    for (const auto &[Place, V] : Values)
      if (Paths[Place].Indexed)
        (*New)[Paths[Place].Shape].push_back(Place);
    Shapes = std::move(New);
  }
  auto It = Shapes->find(Paths[Where].Shape);
  return It == Shapes->end() ? None : It->second;
}

} // namespace maprace::analysis
