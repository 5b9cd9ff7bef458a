// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The abstract state at a point of a function: what places hold, the must-
// lockset, the threads that may be running. Must not know: events, summaries
// of callees.

#ifndef MAPRACE_ANALYSIS_STATE_H
#define MAPRACE_ANALYSIS_STATE_H

#include "checker/analysis/LiveThread.h"
#include "checker/analysis/Search.h"
#include "checker/analysis/Stored.h"

#include <functional>
#include <map>
#include <string>
#include <unordered_map>

namespace maprace::analysis {

class State {
public:
  explicit State(ir::Program &P) : P(&P) {}

  LockSet Locks;
  std::map<TokenId, LiveThread> Live;
  /// Places of the frame's callers whose threads were joined on every way.
  PathSet Joined;
  /// Of these, since something was stored that others see: tasks that were
  /// handed over are done.
  PathSet Awaited;
  /// Objects that were signalled on every way.
  PathSet Signalled;
  /// Flags that were raised on some way, and places where something was put
  /// that may be a task.
  PathSet Raised;
  /// Where the thread last met others; see Meetings.h.
  PathSet Phase;
  /// What was asked since then, on some way, of numbers of the thread's own.
  PathSet Asked;
  /// Searches on every way, by the places that tell what they found.
  std::map<Path, Search> Searches;
  /// Elements, or whole containers, that were moved away or removed under a
  /// lock, on every way.
  PathSet Taken;
  /// New objects that were put, on some way, into a container that others see.
  PathSet Put;
  /// Objects that do not exist on any way: a pointer to them was null.
  PathSet Absent;
  /// Flags that were asked and left as they are, on every way; and those that
  /// were asked, or not, and changed, on some. See DoneOnce.cpp.
  PathSet Found, Turned;
  /// Conditions AnyOf that hold on every way.
  std::vector<Condition> Either;

  /// Pairs of names for one object, on every way: locks are held by both.
  std::vector<std::pair<Path, Path>> Same;

  /// The objects \p A and \p B are one.
  void unify(Path A, Path B);
  /// What has changed of a lock since \p Before, by one of the names that its
  /// object has, has changed by the other, too.
  void lockAlike(const LockSet &Before);

  /// The fact becomes true: see Flags.h.
  void becomes(Path Fact);
  /// It is known whether \p Fact holds. Conditions that are left alone in what
  /// Either says are \p Learned.
  void exclude(Path Fact, bool Holds,
               const std::function<void(const Condition &)> &Learned);

  /// The places that \p Where denotes once its pointers are followed as far as
  /// they are known: never empty, at most MaxAliases.
  std::vector<Path> resolve(Path Where) const;
  /// \p Where with its pointers followed as long as each has one target. A
  /// pointer with several stays in the path, so that a lock and a map reached
  /// through it are known to be in one object; see variants().
  Path normalise(Path Where) const;
  /// The end of the way to \p Where, a normalised place, may be missing: it is
  /// as long as any may be, so places look alike that are not.
  bool isCut(Path Where) const;
  /// The pairs of a place and locks that \p Where, a normalised place, and
  /// \p Held denote once ambiguous pointers are decided, each the same way for
  /// both; of a few locks of which one is held each makes a pair. Locks that
  /// are still ambiguous are left out. With \p KeepsOpen they stay as they are:
  /// they may be decided later.
  std::vector<std::pair<Path, LockSet>>
  variants(Path Where, const LockSet &Held, bool KeepsOpen = false) const;
  /// \p Any by the names that are known now.
  LockSet normalised(const LockSet &Any) const;
  /// Whichever lock \p Delta lets go may be any that its path denotes.
  void release(const HeldLock &Delta);
  /// Adds to \p Out the locks of \p Any, those without ambiguity. Of the
  /// others, as many as there are places that each of them may be, as when two
  /// are taken in the order of their addresses: all of these are held, for no
  /// lock is taken twice. What is left goes to \p Rest.
  void split(const LockSet &Any, LockSet &Out, LockSet *Rest) const;
  /// What the resolved place \p Where may hold.
  Value load(Path Where) const;
  /// What the places \p Where resolves to may hold.
  Value loadAll(Path Where) const;
  /// The value of an operand.
  Value evaluate(const ir::Operand &O) const;

  /// The accesses that \p Any may be once ambiguous pointers are decided.
  std::vector<Access> decided(const Access &Any) const;
  /// The object that \p Pointer led to when the function began is from now on
  /// called \p Object.
  void takeObject(Path Pointer, Path Object);
  /// Replaces what \p Where holds (adds to it if it may be several places).
  void store(Path Where, const Value &V) { replace(Where, V, false); }
  /// The same for a handle of threads. The parts of what holds it stay: of an
  /// executor, what makes its tasks take turns.
  void storeHandle(Path Where, const Value &V) { replace(Where, V, true); }
  /// Stores an operand's value with its sub-places.
  void assign(Path Where, const ir::Operand &O);
  /// Copies \p Parts, entries below \p Source, to below \p Target, but for what
  /// is behind a pointer: the copy leads there as well. False if the state has
  /// become too large for it.
  bool copyParts(const std::vector<std::pair<Path, Value>> &Parts, Path Source,
                 Path Target);
  /// Forgets what is stored at the resolved place \p Where and below.
  void forget(Path Where);
  /// The entries at the resolved place \p Where and below.
  std::vector<std::pair<Path, Value>> under(Path Where) const;
  /// The same of each element that \p Where stands for, if it is any element.
  std::vector<std::pair<Path, Value>> underEach(Path Where) const;
  /// What lies in \p Element, whichever of the others that may be it is meant:
  /// all of them hold the same there, and no address of an element.
  std::vector<std::pair<Path, Value>> commonParts(Path Element) const;
  const Stored::Map &places() const { return Places.all(); }
  /// Another one after each change of what is stored.
  std::shared_ptr<const void> version() const { return Places.version(); }
  /// How much has to be looked at when names change.
  size_t weight() const;
  Value *findPlace(Path Where);

  /// Whoever signals \p Object has done what it did before; of threads that
  /// signal \p Tasks, the tasks are over.
  void awaitSignal(Path Object, Path Tasks);
  /// True if \p Root is an object made here whose address no shared place
  /// holds yet: nobody else can reach it, but threads that were given it.
  /// Places in \p Unborn, an object under construction (or 0), are not shared.
  bool isOwned(Path Root, Path Unborn) const;
  /// \p Threads and those that they have joined, when they end.
  SmallSet<TokenId> endedWith(SmallSet<TokenId> Threads) const;
  bool hasOneHandle(TokenId Thread) const;
  /// The thread, those that it has joined, and the tasks that they run are
  /// over.
  void stopThread(TokenId Thread);
  /// True if the one thread that runs both tasks (or is one of them) runs them
  /// one after the other.
  bool inTurn(TokenId A, TokenId B) const;
  /// True if who is told of \p Tasks, which says that tasks are done, is told
  /// by the thread that runs the task \p Task.
  bool endsTask(Path Tasks, TokenId Task) const;
  /// True if one of \p Threads runs the task \p Task, or what handed it over.
  bool runsTasksOf(const SmallSet<TokenId> &Threads, TokenId Task) const;

  /// The object \p Root is from now on called \p To, a place.
  void moveRoot(Path Root, Path To);
  /// The object or variable \p Root begins anew: what is known of it is from
  /// now on about its earlier incarnations. Returns what these are called now,
  /// or 0 if \p Root stands for earlier ones already.
  Path age(Path Root);
  /// The same for indices that mention the variable \p Name; without
  /// \p Distinct the new value may equal an old one.
  void ageIndex(const std::string &Name, bool Distinct);
  /// The loop over all values of the variable \p Name is over: locks of the
  /// element that it numbered are held of each.
  void endLoop(const std::string &Name);

  /// Covers both ways; true if this state changed.
  bool join(const State &Other);
  bool operator==(const State &O) const {
    return Locks == O.Locks && Live == O.Live && Joined == O.Joined &&
           Awaited == O.Awaited && Signalled == O.Signalled &&
           Raised == O.Raised && Phase == O.Phase && Asked == O.Asked &&
           Taken == O.Taken && Put == O.Put && Searches == O.Searches &&
           Absent == O.Absent && Found == O.Found && Turned == O.Turned &&
           Same == O.Same && Either == O.Either && Places == O.Places;
  }

  static constexpr size_t MaxAliases = 4;

private:
  /// Replaces paths everywhere.
  template <typename Renamer> void rename(Renamer To);
  void follow(Path Base, std::vector<Path> &Out) const;
  /// The first dereference in \p Where of a pointer with several targets, and
  /// these; 0 if there is none.
  Path ambiguity(Path Where, std::vector<Path> &Targets) const;
  void unname(Path Pointer);
  void replace(Path Where, const Value &V, bool KeepsParts);
  bool isAbsent(Path Where) const;
  /// What \p Other says of locks and handles in objects that do not exist here
  /// holds here as well.
  void adoptVacuous(const State &Other);
  /// Handles that the other way joined when it changed a flag that this one
  /// has left as it is.
  PathSet waitedOnce(const State &Other) const;

  ir::Program *P;
  Stored Places;
};

/// \p Where with each index text and the root passed through functions; used
/// to rename and to translate.
Path rebuild(ir::PathTable &Paths, Path Where,
             const std::function<Path(Path)> &MapRoot,
             const std::function<Symbol(Symbol)> &MapIndex);

} // namespace maprace::analysis

#endif
