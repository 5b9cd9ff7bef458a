// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The models: what library types and functions mean for concurrency, as data.
// This is the only place that knows names of libraries. Must not know: Clang,
// the IR, how an operation is found in source code.
//
// Names are qualified, without inline namespaces, template arguments or
// versioning: `std::map`, `std::lock`, `pthread_create`. A function object of
// namespace scope (`std::ranges::sort`) counts as a function. A function entry
// may end in `::*` for every function of a namespace without an entry of its
// own. docs/models.md describes the data.

#ifndef MAPRACE_MODEL_MODEL_H
#define MAPRACE_MODEL_MODEL_H

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace maprace::model {

/// What sort of thing a type is. A type has one kind.
enum class TypeKind : uint8_t {
  Map,        ///< associative container whose structure can be corrupted
  Lock,       ///< mutex
  Guard,      ///< object that holds locks for its lifetime
  Thread,     ///< handle of a thread or task: thread, future
  Pointer,    ///< owns or refers to one object: smart pointer, optional,
              ///< reference_wrapper, atomic<shared_ptr>
  Container,  ///< holds elements: vector, array, deque, list, queue
  Callable,   ///< holds something to call: function, packaged_task
  Tag,        ///< a tag argument of guards: see GuardTag
  Iterator,   ///< iterates over a container
  ThreadSafe, ///< its own operations never race
  Policy,     ///< an optional leading argument that says how a function runs
              ///< or constructs (`std::launch`); see Models::policy
  Executor,   ///< runs the tasks that are given to it; see Type::Serial
};

/// What an operation (member or free function) does. The meaning of `Argument`
/// and `Callable` below depends on it.
enum class Role : uint8_t {
  // Maps. For members, the map is the object; for functions, Argument(s).
  Read,
  Write,
  ElementRead,
  ElementWrite,
  Escape,
  // Locks; Mode applies. For functions Argument is the lock (its address).
  Lock,
  TryLock,
  Unlock,
  // Semaphores: a lock, a signal or a throttle, by how many may pass at first
  TakePermit,
  TryPermit,
  GivePermit,
  LockAll,    ///< takes every lock or guard passed (std::lock)
  TryLockAll, ///< the same, perhaps (std::try_lock: -1 is success)
  // Guards
  GuardLock,
  GuardTry,
  GuardUnlock,
  GuardRelease,
  GuardOwns,
  GuardMutex,
  GuardSwap,
  // Locks and guards that are held as a reader
  Upgrade,   ///< is held alone from now on
  Downgrade, ///< is held as a reader from now on
  // Threads and tasks
  Spawn,    ///< starts Callable (argument index) in a thread
  RunTasks, ///< runs in this thread what the executor was given; without one,
            ///< what objects were given that were moved nowhere
  MoveTo,   ///< the object lives in the thread Argument from now on
  Adopt,    ///< takes over the thread whose handle (or its address) it is given
  Join,
  Signal,      ///< what came before is done, for whoever joins the object
  SignalTasks, ///< the same of the tasks that a thread runs (notify_all)
  Meet,        ///< Signal, then Join (arrive_and_wait)
  Raise,       ///< sets the flag that the object is
  Raised,      ///< tells whether it is set
  CountUp,     ///< adds to the number that the object is
  CountDown,   ///< takes from it
  Await,       ///< waits until it is not the argument any more
  Joinable,
  Detach,
  GetFuture, ///< gives the handle that waits for the object's completion
  // Callables run by the callee itself, before it returns
  Invoke,     ///< calls each of Callables once or more, same thread
  InvokeOnce, ///< call_once: Argument is the flag, Callable the function
  Bind,       ///< makes a callable of argument 0 and the bound others
  // Values
  Identity,   ///< returns its Argument (move, forward, as_const, get casts)
  AddressOf,  ///< returns the address of its Argument (ref, addressof)
  MakeObject, ///< allocates the pointee, constructs it from the arguments
  Target,     ///< pointer: the object pointed to (get, *, ->, value)
  Reset,      ///< pointer: takes over argument 0, or becomes empty
  Release,    ///< pointer: returns the pointer and forgets it
  Emplace,    ///< pointer or container: constructs an object in place
  Element,    ///< container: reference to an element; Argument is the index
  Insert,     ///< container: stores Argument as an element
  Iterate,    ///< container: iterator to some element (begin, end)
  Clear,      ///< container: destroys the elements
  Remove,     ///< container: removes an element
  Swap,       ///< exchanges object and argument 0, or arguments 0 and 1
  Exchange,   ///< returns the old value of argument 0, stores argument 1
  CompareExchange, ///< stores argument 1 if the object equals argument 0
  ThisThread,      ///< returns which thread calls
  Fence,           ///< orders relaxed loads and stores of atomics around it
  Ignore,          ///< has no effect that matters here
};

enum class Mode : uint8_t { Exclusive, Shared };

/// One operation's meaning. Indices of arguments count from 0, members count
/// their own arguments only, and a leading argument of a Policy or of the kind
/// Tag is not counted at all.
struct Operation {
  /// Value of Argument: every map there is, the object and each argument whose
  /// type is a map; others are left alone.
  static constexpr int EveryMap = -2;
  /// Value of Handle: the object whose member is called (a task group).
  static constexpr int TheObject = -2;
  /// The one value in Callables of a callable's own call operator.
  static constexpr int Self = -1;

  /// The roles of values (Swap, Exchange, Clear, Iterate, ...) may meet a map
  /// as well: Iterate and Element then read it, the others that change what
  /// they are given write it.
  Role What = Role::Ignore;
  Mode LockMode = Mode::Exclusive;
  /// Unlock: lets go in whichever mode is held (`pthread_rwlock_unlock`).
  bool EitherMode = false;
  /// Index of the argument that What speaks of; -1: the object itself; or
  /// EveryMap. Element: the index, -1 if there is none; a function's container
  /// is its argument 0. Insert: the element. Spawn: the executor, without
  /// whose type being modelled the call starts nothing; -1: the object, or
  /// none. Exchange and Swap have the object for first partner if members,
  /// argument 0 if functions.
  int Argument = -1;
  /// Indices of callable arguments; empty with Invoke and Spawn: every argument
  /// that is callable. With any role but Spawn and Bind they are called before
  /// the operation returns (`std::erase_if`).
  std::vector<int> Callables;
  /// Spawn: index of the argument that receives the handle (by address);
  /// -1: the returned or constructed object; or TheObject.
  int Handle = -1;
  /// Spawn: arguments from here on go to the callable; MakeObject and Emplace:
  /// to the constructor (-1: none).
  int PassFrom = -1;
  /// Join: the guard or lock that is let go while it waits (-1: none).
  int LetsGo = -1;
  /// Spawn: types that the library supplies as the callable's first argument
  /// if the callable takes one (`std::stop_token`).
  std::vector<std::string> Supplies;
  /// Spawn, by an executor that queues: at this index the callable gets a new
  /// object that uses the same executor, as an accepted connection (-1: none).
  int SuppliesUser = -1;
  /// Spawn: the handle's destructor joins, although not every object of the
  /// handle's type does (`std::async`).
  bool HandleJoins = false;
  /// Spawn: several threads run the callable at once.
  bool Many = false;
  /// Spawn: returns only when the callable has finished (parallel_for).
  bool Waits = false;
  /// Spawn: index of the argument that says how many threads run the callable
  /// at once; unless it is 1, they are several. -1: there is none.
  int Workers = -1;
  /// Spawn: some time later the library runs the callable in several threads,
  /// beside the others that it was given in this way (a server's handlers).
  bool Served = false;
  /// Maps whose type is Concurrent: this operation does not lock the map.
  bool Unsafe = false;
  /// Spawn: index of the argument that names a member function of the argument
  /// before it: what is called when that is. -1: there is none.
  int Signal = -1;
  /// Invoke: the callable's parameters refer to elements of the container
  /// whose iterator or range is the argument with this index, or that is the
  /// object (TheObject); -1: unknown.
  int ElementsOf = -1;
  /// TryLock: true if 0 means success (pthread), or false does (a test-and-set
  /// flag).
  bool ZeroIsSuccess = false;
  /// Element, Insert, Emplace: it is the last element. Ignore: that is taken
  /// away.
  bool Last = false;
};

enum class GuardTag : uint8_t { Defer, Adopt, Try };

/// What a leading policy argument does besides standing first.
struct Policy {
  /// The function's callables run in several threads at once, until it returns
  /// (`std::execution::par`).
  bool Parallel = false;
};

/// Operations by name. Many names share one description.
using OperationTable =
    std::map<std::string, std::shared_ptr<const Operation>, std::less<>>;

/// A modelled type.
struct Type {
  TypeKind Kind = TypeKind::ThreadSafe;
  /// Member functions by name; constructors under "(constructor)", the
  /// destructor under "(destructor)", conversion operators under
  /// "(conversion)" where they mean something. "NAME/N" is the overload with N
  /// arguments and goes before NAME.
  OperationTable Operations;
  /// True if some member is such an operation.
  bool has(Role What) const;
  /// The operation of a member called with \p Arguments arguments, or null.
  const Operation *operation(std::string_view Member, unsigned Arguments) const;
  /// Map: what an unlisted non-const (const) member does.
  std::optional<Role> OtherMutable, OtherConst;
  // Guard
  Mode GuardMode = Mode::Exclusive;
  bool LocksAll = false; ///< every constructor argument is a lock (scoped_lock)
  bool TimeIsTry = false; ///< a constructor's time argument makes it a try
  /// Guard: index of an argument of what takes the lock; if it is false, the
  /// lock is held as a reader. -1: there is none.
  int ReaderIfFalse = -1;
  /// Guard: the members of its lock that it calls: to lock, try, unlock.
  std::vector<std::string> Calls;
  // Tag
  GuardTag Tag = GuardTag::Defer;
  // Thread
  bool JoinsOnDestroy = false;
  // Map: inserting moves elements, so references die too
  bool UnstableReferences = false;
  /// Map: its operations lock it, except for those that are Unsafe.
  bool Concurrent = false;
  /// Map: members that end the life of some, or of all, of its elements.
  std::vector<std::string> Removes, Empties;
  /// Map: members that tell whether their first argument is a key of it; that
  /// rely on it; that replace what it leads to; that return what a search
  /// returns that finds nothing.
  std::vector<std::string> Tests, Expects, Replaces, Ends;
  /// Map: members that only tell how many elements there are.
  std::vector<std::string> Extents;
  /// Pointer: copies refer to the same object (false: optional, a value).
  bool SharesTarget = true;
  /// Pointer: its destructor always destroys the object (unique_ptr, optional).
  bool OwnsTarget = false;
  /// Policy
  Policy Leading;
  /// Executor, and pointers to one: never runs two of its tasks at once (a
  /// strand; a timer, whose handler starts it again).
  bool Serial = false;
  /// Executor, and pointers to one: its tasks run where RunTasks is called.
  /// Thread: it does so unless a class overrides its roots.
  bool Queues = false;
  /// Executor: what it runs on is said by its first template argument.
  bool Adapts = false;
  /// Its operations are atomic: who waits in a loop on one waits for another
  /// thread.
  bool Atomic = false;
  /// Any kind: virtual member functions that an overriding class has run in a
  /// thread of their own (a thread base class's `run`).
  std::vector<std::string> Roots;
  /// Any kind: virtual member functions that a library runs in several threads
  /// at once when a class overrides them, by name or by the type that their
  /// first parameter refers to.
  std::vector<std::string> Served, ServedTaking;
  /// The library makes an object for each such call.
  bool ServedEach = false;
};

/// A set of models. Values; lookups never fail, they return null.
class Models {
public:
  /// The built-in models. Fatal if the embedded data is broken (a test keeps
  /// it sound).
  static Models builtin();

  /// Adds the models of a JSON text (comments allowed) of file \p File. Later
  /// entries replace earlier ones of the same name. On failure returns one
  /// sentence, "FILE:LINE: …", and leaves this object unchanged.
  std::optional<std::string> add(std::string_view Json, std::string_view File);
  /// The same, reading \p File; or an optional built-in one, by its name
  /// without an ending.
  std::optional<std::string> addFile(const std::string &File);
  /// True if \p Name is that of an optional built-in one.
  static bool isOptional(std::string_view Name);

  const Type *type(std::string_view Name) const;
  /// The operation of a free or static function of that qualified name.
  const Operation *function(std::string_view Name) const;
  /// The same for a call with \p Arguments arguments (policies not counted):
  /// an entry "NAME/N" goes before NAME.
  const Operation *function(std::string_view Name, unsigned Arguments) const;
  /// The tag of a guard's constructor argument type (`std::defer_lock_t`).
  std::optional<GuardTag> tag(std::string_view TypeName) const;
  /// What a leading argument of that type means, if it is a policy.
  std::optional<Policy> policy(std::string_view TypeName) const;
  /// Launch policies etc.: true if the enumerator of that qualified name makes
  /// a Spawn run its callable only when the handle is joined
  /// (`std::launch::deferred`).
  bool runsLater(std::string_view Enumerator) const;

  /// The same if what it is given to runs it in the thread that tells of it
  /// (`Qt::ConnectionType::DirectConnection`).
  bool runsAtOnce(std::string_view Enumerator) const;

  /// The same if an atomic's operation that it is given to orders nothing else
  /// (`std::memory_order::relaxed`).
  bool isRelaxed(std::string_view Enumerator) const;

  /// The names by which locks of users' own call their operations.
  const Type &ownLocks() const { return OwnLocks; }

  /// A hash of everything added so far, in hex: names cache entries.
  const std::string &digest() const { return Digest; }
  /// Every description of a kind once; several names may share one.
  std::vector<const Type *> typesOfKind(TypeKind Kind) const;

private:
  /// As add, but on failure a part may have been added.
  std::optional<std::string> extend(std::string_view Json,
                                    std::string_view File);

  std::map<std::string, std::shared_ptr<const Type>, std::less<>> Types;
  OperationTable Functions;
  std::vector<std::string> Later, AtOnce, Relaxed; ///< ordered
  Type OwnLocks;
  std::string Digest;

  friend class Reader;
};

} // namespace maprace::model

#endif
