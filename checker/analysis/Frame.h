// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The analysis of one function: a forward dataflow over its blocks until
// nothing changes, then one recording pass that makes the summary. The fork
// rule (Locksmith) lives here: an access is paired with the threads that are
// alive at that point, a new thread with those alive when it starts.

#ifndef MAPRACE_ANALYSIS_FRAME_H
#define MAPRACE_ANALYSIS_FRAME_H

#include "checker/analysis/CallGraph.h"
#include "checker/analysis/Decisions.h"
#include "checker/analysis/Dispatch.h"
#include "checker/analysis/State.h"
#include "checker/analysis/Translate.h"

#include <set>

namespace maprace::analysis {

class Frame {
public:
  /// \p AsRoot: no caller is in sight, so what only a caller could resolve is
  /// taken to be any function that fits. \p Watch: takes down what is decided.
  /// What it needs to know of functions given certain arguments it adds to
  /// \p Known.
  Frame(ir::Program &P, const ir::Function &F, Summaries &Known,
        const Dispatch &Virtual, const CallGraph &Graph, bool AsRoot,
        Decisions *Watch = nullptr);

  /// The function's summary. Terminates: the number of rounds is capped.
  Summary run();

private:
  /// Threads that live around a call and that some of what it does never meets.
  struct Unmet {
    SmallSet<TokenId> Starting; ///< start later only
    /// Handles, as they were before the call, that were joined by then.
    PathSet Joined = {};
  };

  // Dataflow (Frame.cpp)
  void enter(State &S) const;
  void leave(State &S) const;
  void refine(State &S, const Value &Condition, bool Holds) const;
  void refineOne(State &S, const Condition &C, bool Holds) const;
  void noObject(State &S, const Value &Pointer) const;
  bool feasible(const State &S, const ir::Block &From, size_t Successor) const;
  State edge(const State &Out, const ir::Block &From, size_t Successor) const;
  void findMentions();
  void solve();
  void settle();
  void record();
  void exportState(State &Exit);
  void exportThreads(const State &Exit, std::map<TokenId, TokenId> &Index);
  void exportStores(const State &Exit, const std::map<TokenId, TokenId> &Index);

  // What a truth that is returned tells (Answers.cpp)
  /// On the edge to where the function ends: one way of answering.
  void noteAnswer(const State &S);
  void exportTruth(State &Exit);

  // Events (Transfer.cpp)
  void transfer(State &S, const ir::Event &E);
  void apply(State &S, const ir::Event &E);
  void access(State &S, const ir::Event &E);
  Access accessOf(const State &S, const ir::Event &E) const;
  bool isTrusted(Path Target) const;

  // Variables by which threads tell each other something (Flags.cpp)
  void makeTrue(State &S, Path Fact);
  void raise(State &S, const ir::Event &E);
  void raised(State &S, const ir::Event &E) const;
  void combine(State &S, const ir::Event &E) const;
  void compare(State &S, const ir::Event &E) const;
  void seen(State &S, Path Fact) const;
  void flagSeen(State &S, Path Fact, bool Set) const;
  void numberKnown(State &S, Path Fact, bool Holds) const;
  void numberChanges(State &S, const std::string &Variable) const;

  // What is done once (DoneOnce.cpp)
  /// \p Asked tells of a flag; on this way it \p Holds.
  void askedBefore(State &S, const Value &Asked, bool Holds) const;
  /// The variable \p Flag gets a value.
  void turned(State &S, Path Flag) const;

  // References that leave a critical section (Leaving.cpp)
  void keep(const State &S, const ir::Event &E);
  void useKept(State &S, const ir::Event &E, Access A);
  void leave(const State &S, const ir::Event &E, Access A);
  void noteLeaving(State &Exit);

  // Decisions on keys (Searches.cpp)
  void searched(State &S, const ir::Event &E);
  void act(State &S, const KeyAccess &On, const Unmet &Not);
  void letGoMeanwhile(State &S, const ir::Event &E) const;
  void relyOn(State &S, KeyAccess On, const Unmet &Not);
  void exportAnswer(const State &Exit);
  void replaySearches(State &S, const Translator &T, const Summary &Effects,
                      const ir::Event &E);

  void guard(State &S, const ir::Event &E);
  void findIdleGuards();
  LockSet locksNow(const State &S) const;
  void setGuard(State &S, const ir::Event &E, Owned To);
  void releaseGuard(State &S, const ir::Event &E);
  Path passedLocks(Path Guard) const;
  void destroy(State &S, Path Where);
  Path taskPart(Path Signal) const;
  void signal(State &S, Path Object, bool TasksOnly);
  /// \p New: threads that were started since the join.
  void join(State &S, Path Where, const std::vector<TokenId> &New = {}) const;
  void meet(State &S, const ir::Event &E);
  void take(State &S, const ir::Event &E);
  void allocate(State &S, const ir::Event &E);
  PathSet whence(const State &S, Path Place) const;
  bool givenLater(const State &S, const ir::Event &E) const;
  Path nameFor(const State &S, Path Written, Path Target) const;
  std::vector<Path> objects(const State &S, const ir::Operand &O) const;
  void tell(State &S, const ir::Event &E, Condition::Kind Of) const;

  // What a call may run (Targets.cpp)
  struct Target {
    const ir::Function *Code;
    const Summary *Effects;
    std::vector<ir::Operand> Args;
  };
  /// What the event may run. \p Unknown is set if a caller may know more.
  std::vector<Target> targets(const State &S, const ir::Event &E,
                              bool &Unknown) const;
  void addTarget(const State &S, Symbol Key, Path Callable, const ir::Event &E,
                 std::vector<Target> &Out) const;
  Symbol classOf(Path Place) const;

  // Calls (Call.cpp)
  /// Where a call happens that somebody else made, or left open.
  struct Context {
    LockSet Locks;
    PathSet Joined;
    Story Calls;
    Unmet Not;
    /// What was signalled before, as far as this function does not know itself.
    PathSet After = {};
    /// Ended threads that ran meanwhile, by number in this function's summary.
    SmallSet<TokenId> Beside = {};
    PathSet Phase = {};
    bool Taken = false; ///< see Pending
  };
  /// Adds to \p A, a callee's, what was joined before the call. What it met is
  /// told by what the callee itself had joined: those handles may have been
  /// given to new threads since.
  static Unmet beforeCall(Access &A, const Context &Here);
  void call(State &S, const ir::Event &E, Story Calls, unsigned Depth);
  void callOne(State &S, const ir::Event &E, const Target &T, Story Calls,
               unsigned Depth);
  bool isOwnObject(const ir::Operand &O) const;
  void replayFacts(State &S, const Translator &T, const Summary &Effects,
                   const PathSet &Joins);
  void applyLocks(State &S, const Translator &T, const LockSet &Delta);
  void noteCall(State &S, const ir::Event &What, const Target &T,
                const Context &Here, unsigned Depth);
  Access accessHere(const State &S, const Translator &Tr, const Access &Theirs,
                    const Context &Here) const;
  void noteAccesses(State &S, const Translator &Tr, const Summary &Effects,
                    const Context &Here);
  void freshObjects(State &S, const Translator &T, const Summary &Effects);
  void external(State &S, const ir::Event &E);
  void giveAway(const State &S, const ir::Event &E);

  // Calls left open (Pendings.cpp)
  void callPendings(State &S, const Translator &T, const Target &Callee,
                    const std::vector<TokenId> &Started, const Context &Outer,
                    unsigned Depth);
  void callPending(State &S, const ir::Event &What, const Context &Here,
                   unsigned Depth);
  std::vector<std::pair<Path, LockSet>> callables(const State &S,
                                                  const Translator &T,
                                                  ir::Event &What,
                                                  const LockSet &Held) const;
  bool mayMatter(const ir::Event &E) const;
  void postpone(const State &S, const ir::Event &E, const Context &Here);
  bool isTaken(const State &S, Path Element) const;
  ir::Operand freeze(const State &S, const ir::Operand &O) const;
  void keepArguments(const State &S, Pending &Open) const;
  bool isOfTaken(const State &S, const Pending &Open, const ir::Event &What,
                 const Access &A) const;
  Path placeOfTaken(const State &S, const ir::Operand &Pointer) const;

  // Objects lent to open calls (Lend.cpp)
  /// An operand that is an object of this frame is named so that it outlasts
  /// the frame; else false, and the operand is as before.
  bool lend(const State &S, ir::Operand &O, Pending &Open) const;
  /// True for what is in such an object: nobody else reaches it.
  bool isLent(Path Where) const;
  void takeLent(State &S, const Translator &T, const Pending &Open) const;

  // Threads (Spawn.cpp)
  void applyHandles(State &S, Path Where, Value &Handle) const;
  void spawn(State &S, const ir::Event &E, Story Calls, unsigned Depth);
  std::shared_ptr<ThreadStart> startAt(const State &S, const ir::Event &E,
                                       const Story &Calls,
                                       const std::string &Runs) const;
  std::vector<TokenId> spawnUnknown(State &S, const ir::Event &E,
                                    const Story &Calls);
  /// Flags that a thread clears which it has not claimed: whoever started it
  /// has handed them over. In the caller's terms.
  LockSet handedOver(const Target &T, const Translator &Tr) const;
  /// A thread of the callee in this frame's terms; does not start it.
  Thread adopt(State &S, const Translator &T, const Thread &Theirs,
               const Story &Calls, ThreadStartPtr Parent, unsigned Depth);
  /// What \p T does under the locks \p Held.
  void threadAccesses(State &S, const Target &T, const Translator &Tr,
                      const LockSet &Held, AccessList &Into, PendingList *Still,
                      unsigned Depth);
  /// Returns the name of what it turns out to run, or 0.
  Symbol pendingAccesses(State &S, const Translator &Tr, const Pending &Open,
                         const LockSet &Outer, AccessList &Into,
                         PendingList *Still, unsigned Depth);
  /// Starts threads together: pairs them with those alive before. Executors
  /// are members of the group by number, if \p Theirs says so, else threads of
  /// this frame.
  std::vector<TokenId> introduce(State &S, std::vector<Thread> Group,
                                 bool Theirs);
  void pairThread(const State &S, const State &Before, const Thread &New,
                  TokenId Id);
  void pairWithItself(const Thread &New);
  TokenId token(const ThreadStartPtr &Start);

  // Threads that end before the function does (Ended.cpp)
  /// A thread as it was when it was last started.
  struct Begun {
    LiveThread What;
    /// Held by the function from then on.
    LockSet Locks;
    /// What it does, in terms of an access of the function.
    std::vector<Access> Shared = {};
    std::vector<Racer> Beside = {};
    SmallSet<TokenId> With = {};
  };
  void begin(const State &S, const Thread &New, TokenId Id);
  void keepHeld(const State &S);
  Access asOwn(const State &S, const ThreadStart &Start, Access A) const;
  void exportEnded(const State &Exit);
  using Alive = std::vector<std::pair<TokenId, LiveThread>>;
  Alive replayEnded(State &S, const Translator &T, const Target &Callee,
                    const Context &Outer, unsigned Depth);
  EndedThread adoptEnded(State &S, const Translator &T, const EndedThread &Of,
                         const Context &Outer, unsigned Depth);
  void pairEnded(const EndedThread &New);
  void forgetEnded(size_t First, size_t Opens);

  // What is stored (Storing.cpp)
  void store(State &S, const ir::Event &E);
  void nameByGlobal(State &S, Path Pointer);
  void putTask(State &S, Path Place, const Value &What) const;
  /// What \p Callee stored, at a call or, in a thread of \p Runner, some time.
  void applyStores(State &S, const Translator &T, const Target &Callee,
                   const std::vector<TokenId> &Started, const ir::Event &E,
                   const Story &Calls, ThreadStartPtr Runner);

  // Tasks (Tasks.cpp)
  void handDown(State &S, const Translator &T, const Target &Callee);
  /// Some thread runs \p Task: the callables that it puts at places stay there,
  /// with what they captured, beside what was there, and so does what it puts
  /// into objects that it makes. Returns the places of the callables.
  PathSet leaveCallables(State &S, const Translator &T, const Target &Task);
  /// \p Callable was put at \p Place: a thread that looks there runs it.
  void handOver(State &S, Path Place, Path Callable, ir::Loc Where,
                const Story &Calls, ThreadStartPtr Runner,
                const std::vector<TokenId> &Except = {});
  void startTask(State &S, TokenId Executor, const Pending &Open, Path Callable,
                 Path Queue, bool OneWorker, ir::Loc Where, const Story &Calls,
                 ThreadStartPtr Runner);

  // Tasks that a callee gives again and again (Repeats.cpp)
  void give(State &S, Path Place, const Value &What);
  void keepGiven(State &S, const Translator &T, const Summary &Effects);
  std::map<TokenId, LiveThread> waitedFor(State &S, Symbol Task) const;
  void endGiven(State &S);
  void pairRepeated(const State &S, TokenId Id, const AccessList &Task);

  // Functions that lock as an argument tells (Specialise.cpp)
  bool locks(const ir::Event &E) const;
  Path decides(const ir::Function &F) const;
  const Summary *effectsGiven(const ir::Function &Code, Path Parameter,
                              const std::string &Number) const;
  /// If the argument that decides is a constant, what \p T does then.
  void specialise(Target &T) const;

  // Lockable classes (Promises.cpp)
  /// The locks that a guard holds after the member \p Locking was called on the
  /// lock at \p Lock; \p Mode if that is not known.
  std::vector<std::pair<Path, LockMode>> takenBy(const State &S, Symbol Locking,
                                                 Path Lock, LockMode Mode,
                                                 ir::Loc Where) const;
  Path objectPlace(const State &S, const ir::Event &E) const;
  bool answers(const Summary &Effects) const;
  bool keepPromise(State &S, const ir::Event &E, ir::Promise Promised,
                   const Summary &Effects);
  bool virtualLock(State &S, const ir::Event &E);

  // Objects that tasks make (Remade.cpp)
  void noteRemade(const Target &T, const Translator &Tr);
  Racer withLocksThatCount(Racer Any) const;

  // Races (Pairing.cpp)
  bool shareable(Path Target) const;
  /// The place is in a parameter itself, not in what one leads to.
  bool isOwnParameter(Path Place) const {
    return P.Paths[P.Paths[Place].Top].RootKind == ir::Root::Param &&
           !shareable(Place);
  }
  void note(State &S, const Access &Any, const Unmet &Not);
  void noteOne(State &S, Access A, const Unmet &Not);
  void consider(const Racer &A, const Racer &B, bool Self);
  void decide(const Racer &A, const Racer &B, bool Self);
  void keepApart(const Racer &A, const Racer &B, bool Self);
  /// Takes down why two accesses need not be judged.
  void passOver(const Access &A, const Racer &B, finding::Verdict Why) const;
  Racer adoptRacer(const Translator &T, Racer Theirs, const LockSet &Held,
                   const Story &Calls, const ThreadStartPtr &Runner) const;
  void adoptPairs(const State &S, const Translator &T, const Summary &Theirs,
                  const LockSet &Held, const Story &Calls,
                  ThreadStartPtr Runner);
  bool signalledLater(const State &S, const Access &B) const;
  bool isMadeBy(const State &S, const Access &A, TokenId Thread) const;
  std::vector<Access> afterTasks(const State &S, const Translator &T,
                                 const Summary &Effects,
                                 const Context &Here) const;
  void pairWithGiver(State &S, TokenId Id, Path Queue);
  bool mustBeJoined(const State &S, const PathSet &Handles,
                    TokenId Thread) const;

  // Objects that one thread puts and another takes out (Taken.cpp)
  void putObjects(State &S, Path Place, const Value &What) const;
  bool waitedThere(const State &S, Path Object, Path Taken) const;
  void pairTaken(const State &S, const Racer &A, TokenId Other);
  void pairTaken(const State &S, TokenId New);

  // Threads that join others (Chains.cpp)
  /// True if what comes after the threads of the handles \p Joined comes after
  /// \p Other. \p Again: it is a thread of the same start.
  bool isAfterEnd(const State &S, const PathSet &Joined, TokenId Other,
                  bool Again) const;
  void findEnds(const State &S, const Thread &New, LiveThread &Live) const;

  ir::Program &P;
  const ir::Function &F;
  Summaries &Known;
  const Dispatch &Virtual;
  const CallGraph &Graph;
  bool AsRoot;
  /// A parameter, and the number that it is here; 0: none.
  Path Given = 0;
  std::string GivenNumber;
  Decisions *Watch; ///< null in normal runs

  std::vector<State> Entries;
  std::vector<bool> Reached, Cyclic;
  /// Variables that index texts of the function mention.
  std::set<std::string> Mentioned;
  bool Recording = false;
  bool InLoop = false; ///< the event at hand may run again in this call

  std::vector<ThreadStartPtr> Tokens; ///< by TokenId
  std::map<TokenId, Begun> Started;
  std::map<Symbol, TokenId> TokenOfKey;
  /// Tokens by where their threads are started and what they run.
  std::map<std::pair<ir::Loc, Symbol>, std::vector<TokenId>> AlikeTokens;
  std::map<Path, Symbol> Types; ///< classes of objects of this frame, or 0
  PathSet MadeInLoop;           ///< allocations: another each round
  /// Objects that tasks make; those made again and again, see Remade.cpp.
  PathSet MadeByTasks, Remade;
  /// The task at hand, and those that run it in turn.
  std::vector<Symbol> TaskChain;
  /// Objects that this frame took away from others, and where it found them.
  std::map<Path, Path> TakenFrom;
  PathSet FreshNow; ///< made by the callee or thread at hand
  std::set<std::tuple<ir::Loc, ir::Loc, Path, bool>> SeenPairs;
  std::set<std::tuple<ir::Loc, ir::Loc, Path, Path>> SeenApart;
  bool IdleGuards = false; ///< see findIdleGuards
  Path ReturnPlace;
  PathSet Signals; ///< what the function signals, at some time
  /// The state at the end on all ways that answer no, or yes.
  std::optional<State> Answered[2];
  bool AnswersElse = false;          ///< there are other ways
  std::map<Path, LockSet> KeptUnder; ///< locks held when a variable was set
  std::vector<Access> Leaving;       ///< elements whose address leaves
  /// Tasks that the event at hand has handed over, and theirs.
  std::set<std::pair<TokenId, Symbol>> HandedOver;
  unsigned HandingOver = 0;
  /// The callee whose tasks are handed over, and those that have been.
  const Summary *Giver = nullptr;
  std::vector<std::pair<TokenId, Symbol>> GivenHere;
  /// Accesses of the callee at hand that may come after it gave a task away.
  std::vector<Access> GiverLater;
  /// Where the calls left open by the thread at hand put callables.
  PathSet LeftByOpen;
  Summary Out;
};

} // namespace maprace::analysis

#endif
