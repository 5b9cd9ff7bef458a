// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is stored where: a map from places to values that also finds the places
// that a given one may be for its indices. Must not know: what values mean.

#ifndef MAPRACE_ANALYSIS_STORED_H
#define MAPRACE_ANALYSIS_STORED_H

#include "checker/analysis/Values.h"

#include <map>
#include <memory>
#include <unordered_map>

namespace maprace::analysis {

class Stored {
public:
  using Map = std::map<Path, Value>;

  const Map &all() const { return Values; }
  bool contains(Path Where) const { return Values.contains(Where); }
  /// Null if nothing is stored at \p Where itself.
  const Value *find(Path Where) const;
  Value *find(Path Where);
  /// Replaces what is there.
  void set(const ir::PathTable &Paths, Path Where, Value V);
  /// Adds to what is there.
  void join(const ir::PathTable &Paths, Path Where, const Value &V);
  /// Forgets what is stored at \p Where and below.
  void erase(const ir::PathTable &Paths, Path Where);
  /// Changes values, not places.
  template <typename Function> void change(Function Each) {
    Version.reset();
    for (auto &[Place, V] : Values)
      Each(Place, V);
  }
  /// The places that differ from \p Where in the names of indices only, by
  /// number.
  const std::vector<Path> &alike(const ir::PathTable &Paths, Path Where) const;

  /// Another one after each change; copies that were not changed share it.
  std::shared_ptr<const void> version() const {
    if (!Version)
      Version = std::make_shared<char>();
    return Version;
  }

  bool operator==(const Stored &O) const { return Values == O.Values; }

private:
  using ByShape = std::unordered_map<Path, std::vector<Path>>;

  void added(const ir::PathTable &Paths, Path Where);
  /// The index, for changes.
  ByShape &ownShapes();

  Map Values;
  /// Null until somebody asks for it; copies share it until one is changed.
  mutable std::shared_ptr<ByShape> Shapes;
  /// Null until somebody asks for it.
  mutable std::shared_ptr<const void> Version;
};

} // namespace maprace::analysis

#endif
