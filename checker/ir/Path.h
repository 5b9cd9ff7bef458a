// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Access paths: names for places in memory, such as `this*.Cache::map_`.
// A path is a root and steps; paths are interned, so equality is an integer
// comparison. Must not know: Clang, locks, threads, findings.

#ifndef MAPRACE_IR_PATH_H
#define MAPRACE_IR_PATH_H

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace maprace::ir {

/// An interned string. Symbol 0 is the empty string.
using Symbol = uint32_t;

/// Owns every string of a program once. Never forgets; order of insertion is
/// the numbering, so numbers must not reach any output order. Moves, does not
/// copy: the index points into the texts.
class SymbolTable {
public:
  SymbolTable() { intern(""); }
  SymbolTable(SymbolTable &&) = default;
  SymbolTable &operator=(SymbolTable &&) = default;
  Symbol intern(std::string_view Text);
  const std::string &text(Symbol S) const { return Texts[S]; }

private:
  std::unordered_map<std::string_view, Symbol> Index;
  std::deque<std::string> Texts;
};

/// What a path starts from.
enum class Root : uint8_t {
  Param,  ///< parameter `Number` of the function; `this` is parameter 0 of a
          ///< member function and holds a pointer, like a reference parameter
  Local,  ///< local variable or temporary; Name is unique in its function
  Global, ///< variable of static storage duration; Name is its key
  Alloc,  ///< object made at an allocation site; Name identifies the site
  Opaque, ///< object of unknown origin, first seen at the site Name
  Result, ///< what the accessor function Name, of unknown body, hands out
};

/// How a path goes on from a place.
enum class StepKind : uint8_t {
  Field, ///< member sub-object; Name is the field's key `Class::field`
  Deref, ///< the object that the pointer, reference, smart pointer or
         ///< iterator stored at the place designates
  Index, ///< an element of the array, container or map at the place; Name is
         ///< its index text: a decimal constant, an expression such as
         ///< `{i.2}%8` over variables in braces, or `?` (unknown)
  Call,  ///< what the accessor member function Name, of unknown body, of the
         ///< object at the place hands out
};

/// The index text of the element that each of several threads that are started
/// together has for itself.
inline constexpr const char *EachElement = "{each}";

/// The part of a counter that is a lock: of those who count one only sees it
/// arrive.
inline constexpr const char *LastToCount = "$last";

/// Begins the text of a value that goes by the place of the expression that
/// computes it.
inline constexpr char ComputedValue = '=';

/// Begins the text of a value that a variable has modulo a number: `%3|{p1}`.
inline constexpr char Remainder = '%';
inline constexpr char RemainderIs = '|';

/// The index text of a number that is handed out once: whoever counts gets
/// another.
inline constexpr const char *OwnNumber = "{own}";

/// An interned path. Path 0 is "no path".
using Path = uint32_t;

/// Interns paths as a tree: each node is a root or a parent with one step.
class PathTable {
public:
  struct Node {
    Path Parent;    ///< 0 for a root
    Root RootKind;  ///< meaningful for roots only
    StepKind Step;  ///< meaningful for non-roots only
    Symbol Name;    ///< of the root or the step; for Param its number
    uint32_t Depth; ///< number of steps
    Path Top;       ///< the root node of this path
    bool Indexed;   ///< one of its steps is an Index
    Path Shape;     ///< the path with the names of its indices left out; paths
                    ///< that differ in these only have one shape
  };

  PathTable() { Nodes.push_back({}); }
  Path root(Root Kind, Symbol Name);
  Path step(Path Base, StepKind Kind, Symbol Name = 0);
  const Node &operator[](Path P) const { return Nodes[P]; }
  bool isRoot(Path P) const { return P && !Nodes[P].Parent; }
  /// True if \p P is \p Prefix or extends it.
  bool hasPrefix(Path P, Path Prefix) const;
  /// \p P with its prefix \p From replaced by \p To. Requires hasPrefix.
  Path rebase(Path P, Path From, Path To);
  /// The steps of \p P from its root on, as node numbers (root excluded).
  std::vector<Path> chain(Path P) const;

private:
  /// A root's key has Parent 0; Sort tells roots and steps apart.
  struct Key {
    Path Parent;
    Symbol Name;
    uint8_t Sort;
    bool operator==(const Key &) const = default;
  };
  struct Hash {
    size_t operator()(const Key &K) const;
  };
  Path intern(const Key &K, const Node &N);

  std::vector<Node> Nodes;
  std::unordered_map<Key, Path, Hash> Index;
};

} // namespace maprace::ir

#endif
