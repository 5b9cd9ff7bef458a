// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The concurrency IR: all that the analysis knows of a C++ program. Each
// function is a control-flow graph of events on access paths. A translation
// unit is a program; linking puts many into one. Must not know: Clang, the
// names of any library, how events are analysed.

#ifndef MAPRACE_IR_PROGRAM_H
#define MAPRACE_IR_PROGRAM_H

#include "checker/ir/Path.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace maprace::ir {

/// A place in a source file. File is an index into Program::Files.
struct Loc {
  uint32_t File = 0, Line = 0, Column = 0;
  bool valid() const { return Line != 0; }
  auto operator<=>(const Loc &) const = default;
};

/// What an access does to a map, by [container.requirements.dataraces].
enum class AccessKind : uint8_t {
  Read,         ///< reads the structure
  Write,        ///< changes the structure or replaces the map
  ElementRead,  ///< reads a mapped value through an iterator or reference
  ElementWrite, ///< changes a mapped value, not the structure
  Escape,       ///< hands out a reference, pointer or iterator to the inside
};

/// What an access makes of a key.
enum class KeyUse : uint8_t {
  None,
  Tests,    ///< it looks whether the key is there
  Expects,  ///< it goes wrong, or makes up an element, if the key is not there
  Replaces, ///< it replaces the object that may be there, or what it owns
};

enum class LockMode : uint8_t { Exclusive, Shared };

/// A value that an event uses.
struct Operand {
  enum Kind : uint8_t {
    Unknown,  ///< a value that the analysis does not track
    Address,  ///< pointer or reference to the place Where
    Value,    ///< copy of what is stored at the place Where (a pointer, handle,
              ///< guard, callable or aggregate of these)
    Move,     ///< like Value, and the place Where gives it up
    Function, ///< the function whose key is Name
    Constant, ///< a scalar; Name is its index text (see docs/ir.md), e.g. `3`
  };
  Kind K = Unknown;
  Path Where = 0;
  /// Function: its key. Any other kind: index text that names the value, or 0.
  Symbol Name = 0;
};

/// How a guard object takes its locks.
enum class GuardTake : uint8_t { Lock, Try, Defer, Adopt };

/// One step of a function. Which members mean something depends on the kind.
struct Event {
  enum Kind : uint8_t {
    /// A map operation: Access, Target (the map), Text (as the user wrote it,
    /// e.g. "operator[]"). Flag: references to an element it removes are
    /// ended; Many: those to every element; Many alone: every element moves,
    /// or, of a read, it asks only how many there are. Of an escape Target is
    /// the element, or any one if the whole map leaves.
    /// Key: of the key Args[0]; Result tells whether a tested one is there.
    Access,
    /// Target = Args[0]; copies sub-places too (captures of a closure).
    Store,
    /// The local variable or temporary Target begins its life, with the class
    /// type Type (0 if not of class type). Executing it again makes a new
    /// object.
    Declare,
    /// A new object of class Type; its address is stored at Target. Text is
    /// the site's name, unique in the function. Flag: Target may hold one that
    /// is used instead.
    Allocate,
    /// Target ends its life: guards stored there let go, threads stored there
    /// that join on destruction are joined. Covers its elements. A user's
    /// destructor is a Call of its own before.
    Destroy,
    /// Calls function Callee (key), or the callable or function pointer at
    /// Target if Callee is 0. Args in order, the object's address first for
    /// members. Result (may be 0) receives the return value. Virtual: Callee
    /// is resolved by the dynamic type of the object in Args[0].
    Call,
    /// Starts a thread that runs Callee / Target with Args, as Call. Result
    /// (may be 0) receives the handle. JoinsOnDestroy: the handle's destructor
    /// joins. Many: several such threads run at once. Serial (may be 0): the
    /// place of an executor that never runs two of its tasks at once. Flag: it
    /// starts some time later, when nothing runs but what is started so.
    Spawn,
    /// Waits for the end of all threads whose handles are at Target (or at an
    /// element of it). Args: guards and locks that are let go meanwhile. Flag:
    /// all who take part come here before one goes on (a barrier).
    Join,
    /// Tells whoever joins the object at Target (a latch, a barrier, a promise)
    /// that what came before is done. Flag: only that tasks are done, not what
    /// else the thread does (a condition variable). Many: it lets one pass each
    /// time, so in a loop it does not say that all is done (a semaphore).
    Signal,
    /// The variable at Target gets the value whose index text is Args[0], or is
    /// true: whoever sees that afterwards comes after what came before. `+` and
    /// `-` count. Flag: a plain variable, which shows this only to those who
    /// hold a lock.
    Raise,
    /// Result tells whether the variable at Target has the value Args[0], or
    /// has arrived there by counting; without one, whether it is not 0. Flag:
    /// it is plain. Many: it is a number of the function's own, which nobody
    /// else changes.
    Raised,
    /// Result tells whether one of the answers at Args says yes, those with the
    /// text 0 whether they say no. Many: whether all do.
    Combine,
    /// Result tells whether the pointers Args[0] and Args[1] lead to one
    /// object.
    Same,
    Assume, ///< the place Target holds a truth: what it tells of holds
    /// The pointer at Target is about to let go of its object, whose only owner
    /// it is: who holds a lock now has the object for itself. Flag: Target is
    /// some element of a container that is being removed; what was read from
    /// elements before is meant. Many: it is no pointer itself.
    LetGo,
    /// The lock at Target is taken / let go in Mode. Try with a Result: the
    /// place Result then tells whether it was taken. Flag: it stands for a
    /// one-time initialisation (held shared ever after). What is made or
    /// started under it is the same for all. Flag of a try, Many of an
    /// acquire: to be the thread that the variable names. Many of a release:
    /// it lets go whichever mode is held.
    Acquire,
    Release,
    TryAcquire,
    /// A guard object at Target is made over the locks Args (addresses; may be
    /// several, all or nothing) in Mode and by Take. A function after an
    /// address takes that lock. Flag: it is destroyed at once.
    Guard,
    GuardLock,    ///< the guard at Target takes its locks; Flag: it changes to
                  ///< Mode, whether it holds them or not
    GuardTry,     ///< the same, perhaps; Result tells
    GuardUnlock,  ///< the guard at Target lets go its locks, may take again
    GuardRelease, ///< the guard at Target forgets its locks, which stay taken
    GuardOwns,    ///< Result tells whether the guard at Target holds its locks
    Joinable,     ///< Result tells whether a thread at Target is unjoined
    /// The variable that index texts mention as `{Text}` changes. Flag: it
    /// only ever grows in this function, so each value is new. Many: it does
    /// not change, but a loop over all its values is over.
    Change,
    /// The function returns Args[0].
    Return,
  };
  Kind K;
  AccessKind Access_ = AccessKind::Read;
  KeyUse Key = KeyUse::None;
  LockMode Mode = LockMode::Exclusive;
  GuardTake Take = GuardTake::Lock;
  bool Virtual = false, Many = false, JoinsOnDestroy = false, Flag = false;
  Path Target = 0, Result = 0, Serial = 0;
  Symbol Callee = 0, Type = 0, Text = 0;
  std::vector<Operand> Args;
  Loc Where;
};

/// True if an event of the kind \p K takes or lets go locks itself.
bool locks(Event::Kind K);

/// A straight line of events. With two successors, Condition (a place, may be
/// 0) tells which is taken: Successors[0] if true, unless Negated. Leads: the
/// place holds a pointer, and true is one that leads to an object.
struct Block {
  std::vector<Event> Events;
  std::vector<uint32_t> Successors;
  Path Condition = 0;
  bool Negated = false, Leads = false;
};

/// Who may call a function from code that is not in sight.
enum class Reach : uint8_t {
  Internal, ///< nobody: internal linkage, a private member, a lambda
  External, ///< other translation units, if they declare it themselves: it has
            ///< external linkage and stands in no header
  Public,   ///< other translation units: it is declared in a header
  Entry,    ///< the program starts here
  StartUp,  ///< the system, before the entry
};

enum class Role : uint8_t {
  Plain,
  Constructor,
  Copy, ///< a constructor that copies or moves parameter 1, one of its class
  Destructor,
};

/// What a member function does to the object as a lock, by the names of its
/// class's members. It counts if its body does not tell: it is not in sight, or
/// works by means that the IR does not speak of.
enum class Promise : uint8_t {
  None,
  Lock,
  LockShared,
  TryLock,
  TryLockShared,
  Unlock,
  UnlockShared,
};

/// A function with a body. Block 0 is the entry. An empty block list is a
/// function without events.
struct Function {
  Symbol Key = 0;     ///< unique in a linked program
  Symbol Display = 0; ///< as a person names it, e.g. `GeoCache::lookup`
  Symbol Class = 0;   ///< key of the class of a member function, else 0
  Reach Reachable = Reach::Internal;
  Role Kind = Role::Plain;
  Promise Promises = Promise::None;
  /// Its address is taken as a value other than to be called or spawned at
  /// once, or it overrides a function of a class that is not in sight.
  bool Escapes = false;
  /// It is the call operator of a class: parameter 0 of a call through a
  /// callable that holds it is the callable's own place.
  bool CallOperator = false;
  /// For each parameter: passed by value, an object of its own in each call.
  std::vector<bool> ByValue;
  std::vector<Block> Blocks;
  /// Locks that the caller must hold by a declaration in the source (Clang's
  /// `requires_capability`), as addresses in terms of the parameters.
  std::vector<std::pair<Path, LockMode>> Requires;
  /// Locks that are held when it returns, by a declaration in the source, or it
  /// does not return (Clang's `assert_capability`).
  std::vector<std::pair<Path, LockMode>> Asserts;
  /// An annotation by which what it and its callees access on its own thread
  /// never races; 0 if there is none.
  Symbol Trusted = 0;
  /// Its author does not want to be held to which locks guard what (Clang's
  /// `no_thread_safety_analysis`).
  bool Unchecked = false;
  /// The blocks tell what attributes promise: the body was not in sight.
  bool Declared = false;
  Loc Where;
};

/// A variable or member of a map type, or a lock.
struct Field {
  Symbol Key = 0;     ///< the step's or the root's name
  Symbol Display = 0; ///< as in messages: `GeoCache::entries_`
  Symbol Type = 0;    ///< class key of its type, for dispatch; may be 0
  bool IsMap = false;
  /// The lock that guards it, or what it points to, by its declaration; of a
  /// member in terms of the object `p0*`. 0 if there is none.
  Path Guard = 0;
  /// An annotation by which what is in it never races; 0 if there is none.
  Symbol Trusted = 0;
  Loc Where;
};

/// A class, for virtual dispatch.
struct Class {
  Symbol Key = 0;
  std::vector<Symbol> Bases;
  /// (key of the overridden function, key of the overrider in this class),
  /// transitively closed over the overridden side.
  std::vector<std::pair<Symbol, Symbol>> Overrides;
};

/// A comment or an attribute of the source that silences findings: on the lines
/// from FirstLine to LastLine of its file, or at one Column of FirstLine.
struct Suppression {
  Loc Where; ///< of itself
  uint32_t FirstLine = 0, LastLine = 0;
  uint32_t Column = 0;     ///< 0: the whole lines
  bool Annotation = false; ///< an attribute, not a comment
  Symbol Text = 0;         ///< as written: `NOLINT(maprace-*)`
  auto operator<=>(const Suppression &) const = default;
};

/// A whole program or one translation unit. Functions, fields and classes are
/// unique by key and ordered by the text of their key.
struct Program {
  SymbolTable Symbols;
  PathTable Paths;
  std::vector<std::string> Files;
  std::map<std::string, Function> Functions;
  std::map<std::string, Field> Fields;
  std::map<std::string, Class> Classes;
  /// In no order that may be shown.
  std::set<Suppression> Suppressions;
  /// Sentences on what the source says to us and we do not understand.
  std::set<std::pair<Loc, Symbol>> Complaints;

  /// The index of \p Name in Files, which is extended if need be.
  uint32_t fileIndex(std::string_view Name);
  const std::string &text(Symbol S) const { return Symbols.text(S); }

private:
  std::unordered_map<std::string, uint32_t> FileNumbers;
};

} // namespace maprace::ir

#endif
