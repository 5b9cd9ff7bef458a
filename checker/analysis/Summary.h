// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a function does, in terms of its parameters, globals and fresh objects:
// enough to replay it at any call. Plain data.

#ifndef MAPRACE_ANALYSIS_SUMMARY_H
#define MAPRACE_ANALYSIS_SUMMARY_H

#include "checker/analysis/LockSet.h"
#include "checker/analysis/Values.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace maprace::analysis {

/// A call on the way to an access; a list that shares its tails.
struct CallStep {
  Symbol Callee; ///< display name
  ir::Loc Where;
  std::shared_ptr<const CallStep> Next;
};
using Story = std::shared_ptr<const CallStep>;

/// What an access ends: elements, or references because elements move.
enum class Removal : uint8_t { None, Some, All, Moves };

/// One access to a map. Of kind Escape: what was found in it under locks is
/// used, or handed to others, when they are let go.
struct Access {
  Path Target = 0;
  /// The map as the source names it, pointers not followed.
  Path Named = 0;
  /// If Target is one of several objects that the way to it leads to, of one
  /// allocation or by an element of a container: the way, by which two of them
  /// are told apart. Else 0.
  Path Via = 0;
  ir::AccessKind Kind = ir::AccessKind::Read;
  Symbol Operation = 0;
  Symbol Function = 0; ///< display name of the function that contains it
  ir::Loc Where;
  LockSet Locks;
  /// Handles of threads that were joined before it, for certain.
  PathSet Joined;
  /// Objects that were signalled before it, for certain; flags, and places of
  /// tasks, that may have been.
  PathSet After;
  /// In a thread: objects that are signalled after it. Who joined one of them
  /// comes later.
  PathSet Releases;
  /// Where threads that run this code last met before it, one of these; see
  /// Meetings.h.
  PathSet Phase;
  /// From the summarised function (or the thread's start) to the access.
  Story Calls;
  /// In a constructor or destructor of the object that holds the map, or in a
  /// function that is not held to which locks guard what.
  bool Initialising = false;
  bool Counts = false; ///< it asks only how many elements there are
  /// Whoever makes it may have put the object before into a container that
  /// others see.
  bool Put = false;
  /// It took the object out of such a container, and nobody else in sight
  /// reaches it but whoever put it there.
  bool Alone = false;
  /// Key of the task that makes it, if whoever runs that has taken it for
  /// itself, on an object that was made for this task; else 0.
  Symbol TakenBy = 0;
  Removal Removes = Removal::None;
  /// Of an escape: the locks that were let go.
  LockSet Dropped;
  /// Of an escape that is a decision on a key, not a reference: where and by
  /// which operation it was looked for, and whether it was there.
  ir::Loc Decided;
  Symbol DecidedBy = 0;
  bool KeyThere = false;

  bool writes() const { return Kind == ir::AccessKind::Write; }
  bool reads() const { return Kind == ir::AccessKind::Read; }
  /// Alike in all that decides a race; the stories may differ.
  bool sameAs(const Access &O) const {
    return Target == O.Target && Via == O.Via && Kind == O.Kind &&
           Where == O.Where && Initialising == O.Initialising && Put == O.Put &&
           Alone == O.Alone && Locks == O.Locks && Joined == O.Joined &&
           After == O.After && Releases == O.Releases && Phase == O.Phase &&
           TakenBy == O.TakenBy;
  }
  /// True if it joined what the other signals. Who joins and signals one object
  /// around an access, as with a semaphore of several permits, is not ordered
  /// with others that do so.
  bool after(const Access &O) const {
    return std::any_of(O.Releases.begin(), O.Releases.end(), [&](Path Object) {
      return Joined.contains(Object) && !O.Joined.contains(Object);
    });
  }
  /// True if one comes after the other.
  bool orderedWith(const Access &O) const { return after(O) || O.after(*this); }
};

/// The field or variable that a person would call the map.
Path mapOf(const ir::PathTable &Paths, const Access &A);

/// Passes what \p A, an access, says of places to \p Do: each path (0 if there
/// is none), set of paths and lockset, but for those that only name something.
template <typename SomeAccess, typename Function>
void eachPlaceOf(SomeAccess &A, Function Do) {
  Do(A.Target);
  Do(A.Via);
  Do(A.Locks);
  Do(A.Dropped);
  Do(A.Joined);
  Do(A.Releases);
  Do(A.Phase);
}

/// Which objects a list speaks of, so that one need not look through it for
/// those that it does not.
struct Mentions {
  PathSet Roots;
  bool Indexed = false; ///< some path has an index

  void add(const ir::PathTable &Paths, Path Where);
  void add(const ir::PathTable &Paths, const PathSet &Places);
  void add(const ir::PathTable &Paths, const LockSet &Locks);
};

/// Accesses without duplicates, in order of first insertion, capped.
class AccessList {
public:
  static constexpr size_t Cap = 600;
  /// False if it is there already or the cap is reached.
  bool add(Access A);
  const std::vector<Access> &all() const { return Items; }
  bool capped() const { return Full; }
  bool operator==(const AccessList &O) const;
  /// In all places but those that only name something.
  const Mentions &mentions(const ir::PathTable &Paths) const;

private:
  mutable std::optional<Mentions> Spoken; ///< of what the list is now
  std::vector<Access> Items;
  std::multimap<std::pair<Path, ir::Loc>, size_t> Index;
  bool Full = false;
};

/// What a function's result tells: that a key was in a map when it looked,
/// under locks that it has let go since.
struct Answer {
  Path Map = 0;
  Symbol Key = 0;
  LockSet Dropped;
  Symbol Operation = 0;
  ir::Loc Where;
};

/// An access that relies on what is known of a key, which the function does not
/// look for itself.
struct KeyAccess {
  Access At;
  Symbol Key = 0;
  bool Replaces = false;
};

/// How a thread came to be.
struct ThreadStart {
  Symbol Key = 0;  ///< of the spawn site and the calls that led there
  Symbol Runs = 0; ///< display name of what it runs
  ir::Loc Where;   ///< of the spawn
  Story Calls;     ///< from the summarised function to the spawn
  bool Many = false;
  bool Once = false;   ///< by a one-time initialisation: whoever comes first
  bool IsTask = false; ///< a running thread runs it
  std::shared_ptr<const ThreadStart> Parent; ///< the thread that started it
};
using ThreadStartPtr = std::shared_ptr<const ThreadStart>;

/// A call or spawn whose target only a caller knows: a callable that was
/// passed in, or a virtual function of an object that was passed in.
struct Pending {
  ir::Event What; ///< Args and Target are in terms of the frame
  LockSet Locks;
  PathSet Joined;
  Story Calls;
  SmallSet<TokenId> Live; ///< threads of the function that run meanwhile
  /// Of a thread: several of its start have it open, on the same places.
  bool Several = false;
  /// What the function's own objects hold that are passed; they go by the name
  /// of an allocation.
  std::vector<std::pair<Path, Value>> Lent = {};
  /// What was signalled before it, at least on some way.
  PathSet After = {};
  /// As of an access.
  PathSet Phase = {};
  /// Of a thread: what it signals after the call.
  PathSet Releases = {};
  /// Of a call: numbers of ended threads (Summary::Over) that ran meanwhile.
  SmallSet<TokenId> Beside = {};
  /// A thread that was just started runs it, with nothing before: others cannot
  /// put there yet what it runs.
  bool IsStart = false;
  /// What it runs was taken from a container under a lock: nobody else runs
  /// that element.
  bool Taken = false;
  /// Whoever makes the call has the object for itself whose virtual function it
  /// is: the call is told of here for what else the function does.
  bool ObjectTaken = false;
};

/// Passes what \p Open, a pending call of a thread, says of places to \p Do, as
/// eachPlaceOf() does.
template <typename SomePending, typename Function>
void eachPlaceOfCall(SomePending &Open, Function Do) {
  Do(Open.What.Target);
  for (auto &O : Open.What.Args)
    Do(O.Where);
  Do(Open.Locks);
  Do(Open.Joined);
  Do(Open.Releases);
  Do(Open.Phase);
}

/// True if both are one call on one place.
bool sameTarget(const Pending &A, const Pending &B);

/// What a thread may yet run. Copies share their contents.
class PendingList {
public:
  static constexpr size_t Cap = 64;
  bool empty() const { return all().empty(); }
  const std::vector<Pending> &all() const;
  /// Adds \p Open unless it is there. False if the cap is reached.
  bool add(Pending Open);
  /// Adds those of \p Others that call something else.
  void join(const PendingList &Others) { join(Others, nullptr); }
  /// The same; a call that both make is made several times, unless each has a
  /// place of its own there.
  void repeat(const ir::Program &P, const PendingList &Others) {
    join(Others, &P);
  }
  /// Passes each through \p Change.
  void change(const std::function<void(Pending &)> &Change);
  /// True if both make the same calls, in one order.
  bool operator==(const PendingList &O) const;
  /// In what is called, its arguments, locks and order.
  const Mentions &mentions(const ir::PathTable &Paths) const;

private:
  struct Contents {
    std::vector<Pending> Calls;
    std::optional<Mentions> Spoken = {}; ///< of what Calls is now
  };
  void join(const PendingList &Others, const ir::Program *Repeated);
  std::vector<Pending> &own();

  std::shared_ptr<Contents> Items;
};

/// No thread.
inline constexpr TokenId NoThread = ~TokenId(0);

/// A thread that still runs, or a task that one runs.
struct Thread {
  ThreadStartPtr Start;
  std::shared_ptr<const AccessList> Accesses;
  /// What it may yet run: a callable that is put where it looks for one is a
  /// task from then on.
  PendingList Pendings;
  /// Of a task: the thread that runs it; tasks of one thread come one after
  /// the other, unless several such threads run.
  TokenId Executor = NoThread;
  bool Several = false; ///< several threads of this start run at once
  PathSet Signals;      ///< what it signals, at some time
  bool Later = false;   ///< it runs when only its like do
  /// Handles whose threads it has joined, for certain, when it ends; and of
  /// such threads those that the function knows.
  PathSet Joins = {};
  SmallSet<TokenId> Ends = {};
  /// Handles, as they were when the function began, whose threads were joined
  /// before it started, for certain.
  PathSet After = {};
  /// Of Accesses: those that are new and that several threads of the start
  /// make.
  std::vector<Access> Repeated = {};
  /// The same, by whichever of them.
  std::vector<Access> Found = {};
  /// Such accesses of two threads of the start.
  std::vector<std::pair<Access, Access>> Crossing = {};
  /// Places where what it runs puts callables, as far as only the present
  /// function knows.
  PathSet Leaves = {};
};

/// An access and the thread that makes it; no thread: the function itself.
struct Racer {
  Access At;
  ThreadStartPtr By;
};

/// Two accesses that may happen in parallel on one map without a common lock,
/// as far as the function can see.
struct RacePair {
  Racer A, B;
  bool Self = false; ///< two threads of one start
};

/// A thread that the function started and saw the end of: for everybody else,
/// what it does the function does. It is kept if it runs, or something beside
/// it, what only a caller knows.
struct EndedThread {
  Thread Of;
  LockSet Locks; ///< held by the function as long as the thread ran
  /// What the function did meanwhile.
  std::vector<Racer> Beside;
  /// Those before it, by number, that ran at the same time.
  SmallSet<TokenId> With;
};

struct Summary {
  AccessList Accesses;
  std::vector<Thread> Threads; ///< still running at the end
  std::vector<EndedThread> Over;
  std::vector<RacePair> Pairs;
  /// Pairs that race if two pointers, which only a caller knows, lead to one
  /// object.
  std::vector<RacePair> Apart;
  std::vector<Pending> Pendings;
  LockSet Locks; ///< net effect
  PathSet Joins, Destroys;
  PathSet Awaited;   ///< of Joins, after all that it stored
  PathSet Signals;   ///< on some way
  PathSet Signalled; ///< on every way
  PathSet Raised;    ///< on some way: facts that it left true, tasks it gave
  PathSet Phase;     ///< where it last met others, as of an access
  /// Places and what they hold at the end; `$return` for the result. Thread
  /// ids are indices into Threads.
  std::vector<std::pair<Path, Value>> Stores;
  /// Tasks, by the keys of what they run: those that it gives again and again,
  /// and waits for nothing; those that it gives while the other may still run.
  SmallSet<Symbol> Repeats;
  SmallSet<std::pair<Symbol, Symbol>> Together;
  std::map<Path, Symbol> Types; ///< classes of fresh objects
  /// Objects that were taken away from others, and where they were found.
  std::map<Path, Path> TakenFrom;
  std::vector<Answer> Answers; ///< of the result; at most one
  /// Callables that it gives to code that is not in sight, for good.
  SmallSet<Symbol> GivenAway;
  std::vector<KeyAccess> KeyAccesses;
  /// Names of the maps that threads touch which it or its callees start.
  SmallSet<Symbol> ThreadMaps;
  bool Capped = false;

  bool empty() const {
    return Accesses.all().empty() && Threads.empty() && Pairs.empty() &&
           Pendings.empty() && Locks.empty() && Joins.empty() &&
           Destroys.empty() && Signals.empty() && Stores.empty();
  }
};

/// Summaries by function key.
using Summaries = std::map<Symbol, Summary>;

} // namespace maprace::analysis

#endif
