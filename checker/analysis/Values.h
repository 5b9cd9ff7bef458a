// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Abstract values: what a place may hold. A may-analysis: joining unites.
// Must not know: how events change them.

#ifndef MAPRACE_ANALYSIS_VALUES_H
#define MAPRACE_ANALYSIS_VALUES_H

#include "checker/ir/Program.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace maprace::analysis {

using ir::LockMode;
using ir::Path;
using ir::Symbol;

/// A small ordered set.
template <typename T> class SmallSet {
public:
  /// True if \p Item was not there.
  bool insert(T Item) {
    auto At = std::lower_bound(Items.begin(), Items.end(), Item);
    if (At != Items.end() && *At == Item)
      return false;
    Items.insert(At, Item);
    return true;
  }
  bool contains(T Item) const {
    return std::binary_search(Items.begin(), Items.end(), Item);
  }
  template <typename Predicate> void eraseIf(Predicate Which) {
    std::erase_if(Items, Which);
  }
  void erase(T Item) {
    auto At = std::lower_bound(Items.begin(), Items.end(), Item);
    if (At != Items.end() && *At == Item)
      Items.erase(At);
  }
  void unite(const SmallSet &Other) {
    for (const T &Item : Other.Items)
      insert(Item);
  }
  /// Keeps what \p Other has as well.
  void intersect(const SmallSet &Other) {
    std::erase_if(Items, [&](const T &I) { return !Other.contains(I); });
  }
  /// True if they have a member in common.
  bool meets(const SmallSet &Other) const {
    return std::any_of(Items.begin(), Items.end(),
                       [&](const T &I) { return Other.contains(I); });
  }
  /// Keeps the first \p Count.
  void limit(size_t Count) {
    if (Items.size() > Count)
      Items.resize(Count);
  }
  bool empty() const { return Items.empty(); }
  size_t size() const { return Items.size(); }
  auto begin() const { return Items.begin(); }
  auto end() const { return Items.end(); }
  auto operator<=>(const SmallSet &) const = default;

private:
  std::vector<T> Items;
};

using PathSet = SmallSet<Path>;

/// Number of a thread token in the frame of the function under analysis.
using TokenId = uint32_t;

/// Whether a guard object owns its locks. Never: it was deferred, and nothing
/// made it lock since. Tried: it may, and nothing has asked.
enum class Owned : uint8_t { No, Yes, Maybe, Never, Tried };

/// What a guard object holds on to.
struct GuardValue {
  std::vector<std::pair<Path, LockMode>> Locks;
  Owned State = Owned::No;
  bool Passing = false; ///< a temporary that lets go at once
  bool operator==(const GuardValue &) const = default;
};

/// A boolean that tells of a lock, a guard or a thread handle.
struct Condition {
  enum Kind : uint8_t {
    LockTaken,
    ThisThread, ///< the thread that runs is the one that the place names
    GuardOwns,
    LockHeld, ///< whoever took it
    ThreadJoinable,
    FlagRaised, ///< the fact that is the place
    NumberIs,   ///< the same of a number of the function's own
    OneObject,  ///< the places in Parts are one
    KeyThere,   ///< the search whose answer the place receives found its key
    AllOf,      ///< all of Parts
    AnyOf,      ///< one of Parts
  } Of;
  Path Where;
  LockMode Mode = LockMode::Exclusive;
  /// Of a flag: a plain variable, which tells of others only under a lock.
  bool Plain = false;
  bool Holds = true; ///< of a part: what it must be
  std::vector<Condition> Parts = {};
  bool operator==(const Condition &) const = default;
};

/// What a place may hold. The default is "nothing that is tracked".
struct Value {
  PathSet Pointees; ///< addresses of these places
  PathSet Origins;  ///< what these places held when the function began
  SmallSet<Symbol> Functions; ///< callables with these bodies
  SmallSet<TokenId> Threads;  ///< handles of these threads
  bool JoinsOnDestroy = false;
  /// Index text of the number that is here, if a variable gave it; else 0.
  Symbol Number = 0;
  std::optional<GuardValue> Guard;
  std::optional<Condition> Cond;

  bool empty() const {
    return Pointees.empty() && Origins.empty() && Functions.empty() &&
           Threads.empty() && !Guard && !Cond;
  }
  /// The least value that covers both, up to MaxTargets places each: more than
  /// a path is followed to anyway.
  void join(const Value &Other);
  static constexpr size_t MaxTargets = 8;
  bool operator==(const Value &) const = default;
};

} // namespace maprace::analysis

#endif
