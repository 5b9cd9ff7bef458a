// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Lowers one function. The class is implemented by kind of fact, a file each:
//   FunctionLowering.cpp  walk of the control-flow graph, blocks
//   Destinations.cpp      where class objects are constructed
//   Statements.cpp        declarations, returns, assignments, initialisers
//   Expressions.cpp       what an expression without effect stands for
//   IndexText.cpp         names for values
//   Places.cpp            variables, members, captures, bindings
//   Calls.cpp             calls and constructions: which rule applies
//   Construct.cpp         constructions and assignments of objects
//   Callables.cpp         lambdas, function objects, bind, invocations
//   Visitors.cpp          function objects with several call operators
//   MapEvents.cpp         operations on maps
//   KeyEvents.cpp         keys of maps, and what a search found
//   LockEvents.cpp        locks and guards
//   Promises.cpp          what attributes promise of locks
//   ThisThread.cpp        variables that name a thread
//   Flags.cpp             variables by which threads tell each other something
//   FlagTests.cpp         what a branch asks of these
//   Numbers.cpp           numbers that a thread has for itself
//   Claims.cpp            atomics and semaphores that are used as locks
//   ThreadEvents.cpp      threads, tasks, executors
//   TaskQueues.cpp        executors whose tasks run where they are told to
//   Homes.cpp             objects that live in a thread
//   Values.cpp            smart pointers and containers
//   Lifetimes.cpp         declaration, copies, destruction
//   Ranges.cpp            range-based for
//   Regions.cpp           directives that run a part of the body in threads
//   Coroutines.cpp        what is left of the body at a suspension
//   Conditions.cpp        what a branch tests
// Must not know: names of libraries.

#ifndef MAPRACE_LOWER_FUNCTIONLOWERING_H
#define MAPRACE_LOWER_FUNCTIONLOWERING_H

#include "checker/lower/CallSite.h"
#include "checker/lower/Capabilities.h"
#include "checker/lower/Region.h"
#include "checker/lower/Scan.h"
#include "checker/lower/Unit.h"

#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/AST/StmtOpenMP.h"
#include "clang/Analysis/CFG.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringMap.h"

#include <optional>
#include <string>
#include <vector>

namespace maprace::lower {

class FunctionLowering {
public:
  FunctionLowering(Unit &U, const clang::FunctionDecl *F, ir::Function &Out,
                   const Region *Part = nullptr);
  /// False if no control-flow graph can be built.
  bool run();
  /// Instead of run(), for a function whose body is not in sight: what its
  /// attributes promise.
  void runDeclaration();
  /// After run(): adds what attributes promise of locks if the body does not
  /// show it.
  void completePromises();

private:
  using Operand = ir::Operand;
  using Path = ir::Path;

  //===-- Walk -----------------------------------------------------------===//
  void block(const clang::CFGBlock &B);
  void element(const clang::CFGElement &E);
  void statement(const clang::Stmt *S);
  void initializer(const clang::CXXCtorInitializer *I);
  void destructorElement(const clang::CFGImplicitDtor &E);
  bool endsTooEarly(const clang::FieldDecl *Map);
  void terminator(const clang::CFGBlock &B);
  void endLoop(const clang::CFGBlock &Test);
  void finishChanges();
  ir::Event &emit(ir::Event::Kind K, clang::SourceLocation L);

  //===-- Statements -----------------------------------------------------===//
  void declare(const clang::DeclStmt *S);
  void variable(const clang::VarDecl *V);
  void initialised(const clang::VarDecl *V);
  void hidingGuard(const clang::VarDecl *V, Path P);
  void returnValue(const clang::Expr *E, clang::SourceLocation L);
  void assignment(const clang::BinaryOperator *B);
  void crement(const clang::UnaryOperator *U);
  void conditional(const clang::AbstractConditionalOperator *C);
  void aggregate(const clang::Expr *E, llvm::ArrayRef<clang::Expr *> Inits);
  /// The block that evaluated an arm of a conditional operator.
  bool armBlock(const clang::Expr *Arm, unsigned &Block) const;
  /// Stores a scalar into a member or element that is initialised.
  void scalarInto(Path Dest, clang::QualType T, const clang::Expr *Init);
  /// `{V}` changes; \p Grows: to a value it never had.
  void changed(const clang::Expr *E, bool Grows);
  void changedVariable(const clang::VarDecl *V, bool Declared, bool Grows,
                       clang::SourceLocation L);

  //===-- Expressions ----------------------------------------------------===//
  Val eval(const clang::Expr *E);
  Val evalNow(const clang::Expr *E);
  /// The expression below what changes neither its value nor its identity, and
  /// below conversions of one object to another.
  static const clang::Expr *bare(const clang::Expr *E);
  Val cast(const clang::CastExpr *E);
  Val unary(const clang::UnaryOperator *E);
  Val binary(const clang::BinaryOperator *E);
  Val moved(const clang::BinaryOperator *E);
  Val subscript(const clang::ArraySubscriptExpr *E);
  Val materialize(const clang::MaterializeTemporaryExpr *E);
  void remember(const clang::Expr *E, Val V);
  /// The place of an object, which gets one if it has none.
  Path placeOf(const Val &V, clang::QualType T, clang::SourceLocation L);
  Path placeOf(const clang::Expr *E);
  /// What a pointer designates.
  Path pointee(const Operand &Pointer);
  /// The value that V has or that is stored there.
  Operand load(const Val &V);
  /// A pointer to V.
  Operand address(const Val &V, clang::QualType T, clang::SourceLocation L);
  Operand addressOf(Path P);
  Operand load(const clang::Expr *E) { return load(eval(E)); }
  /// Index text; see docs/ir.md.
  std::string text(const clang::Expr *E, unsigned Depth = 0);
  std::string textNow(const clang::Expr *E, unsigned Depth);
  std::string callText(const clang::CallExpr *E, unsigned Depth);
  std::string referenceText(const clang::DeclRefExpr *Ref);
  std::string variableText(const clang::ValueDecl *D);
  void mention(llvm::StringRef Text);
  Operand constant(const clang::Expr *E);
  Path index(Path Base, llvm::StringRef Text);
  Path step(Path Base, ir::StepKind K, ir::Symbol Name = 0);
  Path deref(Path P) { return P ? step(P, ir::StepKind::Deref) : 0; }

  //===-- Places ---------------------------------------------------------===//
  Path local(const clang::VarDecl *V);
  Path temporary(llvm::StringRef Name);
  Path partOf(Path Whole, llvm::StringRef Number, clang::QualType T);
  Path parameter(unsigned Number);
  Path thisObject();
  Val reference(const clang::ValueDecl *D, bool Captured);
  Val binding(const clang::BindingDecl *B);
  Val member(const clang::MemberExpr *E);
  Path fieldPlace(Path Base, const clang::FieldDecl *F);
  Path capturePlace(Path Closure, const clang::CXXRecordDecl *Class,
                    const clang::LambdaCapture &C);
  Val thisValue();
  const std::string &lambda();
  void readCaptures();
  /// The place lies in an element of a map.
  Path elementPart(Path P);

  //===-- Calls ----------------------------------------------------------===//
  void call(const clang::CallExpr *E);
  void construct(const clang::CXXConstructExpr *E);
  void inherited(const clang::CXXInheritedCtorInitExpr *E);
  CallSite site(const clang::CallExpr *E);
  void stripPolicies(CallSite &S);
  bool modelledMember(CallSite &S);
  bool modelledFunction(CallSite &S);
  bool modelledLikeMember(CallSite &S);
  void operation(CallSite &S, const model::Operation &Op, const model::Type *T);
  void userCall(const CallSite &S);
  void readByCallee(const CallSite &S, const clang::FunctionDecl *Callee);
  void libraryCall(const CallSite &S);
  void indirectCall(const clang::CallExpr *E);
  void constructModelled(const clang::CXXConstructExpr *E, const model::Type *T,
                         Path Dest);
  void constructParts(const clang::CXXConstructExpr *E, Path Dest);
  void constructUser(const clang::CXXConstructExpr *E, Path Dest);
  void assignObject(const CallSite &S);
  Path objectOf(const CallSite &S);
  Operand argument(const clang::Expr *E, clang::QualType Parameter);
  /// The receiver of a call's result, made if its type matters; its Val is
  /// remembered for the call.
  Path resultFor(const clang::Expr *E);
  void setResult(const clang::Expr *E, Operand Op);
  void setPlace(const clang::Expr *E, Path P);
  /// Where the prvalue \p E is constructed.
  Path destination(const clang::Expr *E, llvm::StringRef Name);
  const clang::CXXMethodDecl *devirtualised(const CallSite &S, bool &Virtual);

  //===-- Callables ------------------------------------------------------===//
  void closure(const clang::LambdaExpr *E);
  void capture(Path Field, const clang::LambdaCapture &C,
               const clang::Expr *Source);
  CalleeRef callable(const clang::Expr *E);
  CalleeRef callable(const Val &V, clang::QualType T, clang::SourceLocation L);
  /// The callable at \p Target, of type \p T.
  CalleeRef callableAt(Path Target, clang::QualType T);
  const clang::FunctionDecl *callOperator(const clang::CXXRecordDecl *R,
                                          unsigned Arguments);
  void visit(CalleeRef &C, const clang::CXXRecordDecl *R);
  ir::Symbol invoker(const clang::CXXRecordDecl *Closure);
  bool isCallable(clang::QualType T);
  bool isBound(const clang::Expr *E);
  /// \p E can be called: by its type, or because a function made it so.
  bool isCallee(const clang::Expr *E) {
    return isCallable(E->getType()) || isBound(E);
  }
  /// \p C calls a function of the role Bind.
  bool binds(const clang::CallExpr *C);
  /// Calls or spawns \p C.
  ir::Event &invoke(ir::Event::Kind K, const CalleeRef &C,
                    llvm::ArrayRef<Argument> Args, clang::SourceLocation L);
  std::vector<Operand> pass(const CalleeRef &C, llvm::ArrayRef<Argument> Args,
                            clang::SourceLocation L);
  void invokeOperation(CallSite &S, const model::Operation &Op);
  /// Returns where the answer of the last one is.
  Path invokeCallables(CallSite &S, const model::Operation &Op);
  void invokeOnce(CallSite &S, const model::Operation &Op);
  Path invokeOver(CallSite &S, const clang::Expr *Callable,
                  const model::Operation &Op);
  const model::Operation *namedOperation(const clang::Expr *Callable);
  void bind(CallSite &S);
  Path taskState(Path Task);
  void callableEscapes(const clang::Expr *E);

  //===-- Maps -----------------------------------------------------------===//
  bool mapRole(CallSite &S, const model::Operation &Op, const model::Type *T);
  void access(Path Map, model::Role Role, llvm::StringRef Text,
              clang::SourceLocation L);
  /// The same; the map locks itself if \p Locked.
  void access(Path Map, model::Role Role, llvm::StringRef Text,
              clang::SourceLocation L, bool Locked);
  void mapResult(const CallSite &S, Path Map);
  void keepArguments(const CallSite &S, Path Map);
  /// The access at hand, the last event, concerns a key.
  void keyUse(const CallSite &S, const model::Type &T);
  /// What the key at \p Element leads to is replaced.
  void replaced(const clang::Expr *Element, clang::QualType Mapped);
  /// The place that tells whether the search that gave \p E found its key.
  Path searchOf(const clang::Expr *E);
  bool isMapEnd(const clang::Expr *E);
  /// Compares what a search found with the end.
  bool searchTest(const CallSite &S);
  void elementWritten(Path P, llvm::StringRef Text, clang::SourceLocation L);
  /// The glvalue at \p P is read; matters if a kept pointer led there.
  void elementRead(Path P, llvm::StringRef Text, clang::SourceLocation L);
  /// The value of \p E, a scalar, is used.
  void scalarRead(const clang::Expr *E);
  /// \p Op, or the glvalue \p V, goes where others may use it.
  void leaves(const Operand &Op, llvm::StringRef Text, clang::SourceLocation L);
  bool isOutParameter(Path P) const;
  void leaves(Path P, clang::QualType T, llvm::StringRef Text,
              clang::SourceLocation L);

  //===-- Locks ----------------------------------------------------------===//
  bool lockRole(CallSite &S, const model::Operation &Op, const model::Type *T);
  bool guardRole(CallSite &S, const model::Operation &Op, const model::Type *T);
  void lockAll(CallSite &S, bool Try);
  void tryEvent(Path Lock, const model::Operation &Op, const clang::Expr *E);
  void constructGuard(const model::Type *T, llvm::ArrayRef<const clang::Expr *>,
                      Path Dest, clang::SourceLocation L,
                      ir::GuardTake Take = ir::GuardTake::Lock);
  bool isLock(clang::QualType Type, const model::Type &Guard);
  Path answer(const clang::Expr *E, Val::Answer Success);
  bool isAnswer(const Val &V) const {
    return V.K == Val::Value && V.Op.K == Operand::Value &&
           Told.contains(V.Op.Where);
  }
  Val opposite(Val V);
  /// \p E asks which thread calls.
  bool asksThread(const clang::Expr *E);
  /// The same, or a function does so that keeps the answer in a variable that
  /// each thread has for itself.
  bool namesThread(const clang::Expr *E, unsigned Depth = 0);
  /// A comparison with the thread that calls.
  bool threadTest(CallSite &S);
  /// \p Result tells whether the thread that calls is the one kept at \p P.
  void askedThread(Path P, Path Result, clang::SourceLocation L);
  /// The thread that calls is kept at \p P: what only it does is as if locked.
  void threadKept(Path P, clang::SourceLocation L);
  /// No thread is kept at \p P any more.
  void threadForgotten(Path P, clang::SourceLocation L);
  bool isMadeOfNothing(const clang::Expr *E);
  /// The body of a spin lock's operation is one event.
  bool ownLockBody();
  /// A try of a lock of the user's own.
  bool ownTry(CallSite &S, const clang::CXXMethodDecl *M);
  /// The lock inside the lock of type \p T at \p P.
  Path innermostLock(Path P, clang::QualType T);
  /// The object that an operation speaks of.
  Path subject(CallSite &S, const model::Operation &Op);

  //===-- Flags ----------------------------------------------------------===//
  /// A variable by which threads may tell each other something, as an
  /// expression reads it.
  struct FlagRead {
    Path Where = 0;
    bool Plain = false; ///< not atomic
    bool Own = false;   ///< nobody else sees or changes it
    /// It is counted, by so much; Old: the value is the one before.
    std::optional<int64_t> Added;
    bool Old = false;
  };
  /// What a truth says of such a variable.
  struct FlagTest {
    FlagRead Read;
    /// Index text of the value that it has, or not if Negated; empty: not 0.
    std::string Value;
    bool Negated = false;
    /// The expression compares or counts, which the value alone does not tell.
    bool Compared = false;
    /// The value is the thread that asks.
    bool Thread = false;
  };
  /// True if the load, or \p Store, of an atomic orders nothing else: the
  /// variable is as good as a plain one.
  bool isRelaxed(const CallSite &S, bool Store) const;
  FlagRead flagRead(const clang::Expr *E, unsigned Depth = 0);
  Path plainFlag(const clang::Expr *E);
  const model::Operation *atomicOperation(const CallSite &S);
  bool handsOut(const clang::Expr *E);
  FlagRead countedFlag(const clang::CallExpr *E);
  /// \p E without parentheses, casts and cleanups.
  static const clang::Expr *uncast(const clang::Expr *E);
  FlagTest flagTest(const clang::Expr *E);
  FlagTest compared(const clang::BinaryOperator *B);
  FlagTest inTurn(const clang::BinaryOperator *Equal);
  /// Returns the place of the answer, \p T's negation aside.
  Path askFlag(const FlagTest &T, clang::SourceLocation L);
  /// The answer to \p E, made of several perhaps; 0 if it says nothing.
  Path truthOf(const clang::Expr *E);
  bool flagRole(CallSite &S, const model::Operation &Op, const model::Type *T);
  /// The variable at \p P is given the value of \p E.
  void flagStored(const clang::Expr *E, Path P, bool Plain,
                  clang::SourceLocation L);
  void flagCounted(Path P, bool Up, bool Plain, clang::SourceLocation L);
  /// The block ends with a switch over such a variable perhaps.
  void flagCases(const clang::CFGBlock &B);

  //===-- Numbers of a thread's own --------------------------------------===//
  Path ownNumber(const clang::Expr *E);
  const clang::DeclRefExpr *ownPart(const clang::Stmt *S);
  std::string ownValue(const clang::Expr *E);
  bool drawsNumber(const clang::MemberExpr *E);
  std::string modulus(const clang::Expr *E);
  static bool isCommonValue(const clang::Expr *E);

  //===-- Promises -------------------------------------------------------===//
  void readRequirements();
  Path lockPlace(const clang::Expr *E);
  std::vector<Path> lockPlaces(const Promise &Any);
  void promiseGuard(const Promise &Any, clang::SourceLocation L);
  void promiseLock(const Promise &Any, clang::SourceLocation L);
  void promiseEffects();
  bool showsLocking() const;

  //===-- Claims ---------------------------------------------------------===//
  bool permitRole(CallSite &S, const model::Operation &Op);
  std::optional<int64_t> initialPermits(const clang::Expr *Semaphore);
  bool claim(CallSite &S, const clang::Expr *New);
  bool compareAndClaim(CallSite &S);
  bool giveUp(CallSite &S);
  std::optional<int64_t> number(const clang::Expr *E);

  //===-- Threads --------------------------------------------------------===//
  bool threadRole(CallSite &S, const model::Operation &Op,
                  const model::Type *T);
  Path spawnOne(CallSite &S, const model::Operation &Op, const model::Type *T,
                ir::Path Result, const clang::Expr *Callable);
  void spawn(CallSite &S, const model::Operation &Op, const model::Type *T,
             Path Result);
  void spawnRoot(CallSite &S, const model::Operation &Op, const model::Type *T);
  bool spawnRunnable(CallSite &S, const model::Operation &Op,
                     const clang::Expr *Runnable);
  void startRoots(const model::Type &T, const clang::CXXRecordDecl *R,
                  Path Object, Path Handle, clang::SourceLocation L);
  std::vector<Argument> passed(CallSite &S, const model::Operation &Op,
                               const clang::Expr *Callable);
  void adoptThread(CallSite &S, const model::Operation &Op);

  //===-- Task queues ----------------------------------------------------===//
  Path executor(CallSite &S, const model::Operation &Op, const model::Type *T,
                const model::Type *&Found);
  bool queues(clang::QualType Executor, const model::Type &T);
  bool queueTask(CallSite &S, const model::Operation &Op, const model::Type *T);
  void runTasks(CallSite &S, const model::Operation &Op, const model::Type *T);
  void bindTo(CallSite &S, const model::Operation &Op);
  /// An argument of a task that its executor makes.
  struct SuppliedUser {
    int Index = -1;
    bool ByReference = false; ///< how the task takes it
  };
  SuppliedUser suppliedUser(const model::Operation &Op, const Argument &Task,
                            clang::SourceLocation L);
  Path turns(Path P, const model::Type &T);
  void makeOver(Path P, const model::Type &T, Operand Other,
                clang::SourceLocation L);
  Path heldPart(Path Task, Path Within, Path Part);
  Path serialised(Path Strand, Path Task, SuppliedUser Supplied,
                  clang::SourceLocation L);
  /// True for a class of which no model tells what it does with tasks.
  bool isUnknownExecutor(const clang::Expr *E);
  bool runsLater(const clang::Expr *E);
  bool runsAtOnce(const clang::Expr *E);
  Argument decayed(const clang::Expr *E);
  std::vector<Argument> suppliedArguments(const model::Operation &Op,
                                          const CalleeRef &C);
  Path serialPlace(CallSite &S, const model::Operation &Op,
                   const model::Type *T);
  static const clang::CXXMethodDecl *findMethod(const clang::CXXRecordDecl *R,
                                                llvm::StringRef Name);

  //===-- Homes ----------------------------------------------------------===//
  bool hasHome(clang::QualType T);
  Path part(Path Object, llvm::StringRef Name);
  Path mainLoop();
  /// A library's class makes the object at \p Object, which may have a home.
  void madeHere(Path Object, clang::SourceLocation L);
  void moveTo(CallSite &S, const model::Operation &Op);
  void runMainLoop(clang::SourceLocation L);
  ir::Symbol memberNamed(const clang::Expr *E, const clang::Expr *Object);
  Path taskOn(const clang::Expr *Callable, const clang::Expr *Object,
              Path ObjectPlace);
  void giveTo(Path Object, Path Task, clang::SourceLocation L);
  Path listeners(Path Object, ir::Symbol Key);
  /// False if the operation does not speak of an object that has a home.
  bool giveTask(CallSite &S, const model::Operation &Op);
  void tellListeners(const CallSite &S, const clang::FunctionDecl *Callee);
  void loopOf(const clang::CXXMethodDecl *Root);

  //===-- Values ---------------------------------------------------------===//
  bool valueRole(CallSite &S, const model::Operation &Op, const model::Type *T);
  void emplaceInto(CallSite &S, const model::Operation &Op,
                   const model::Type *T, Path P, clang::QualType Object);
  void constructAt(Path P, clang::QualType T,
                   llvm::ArrayRef<const clang::Expr *> Args, CallSite &S,
                   clang::SourceLocation L);
  void constructUserAt(Path P, clang::QualType T,
                       llvm::ArrayRef<const clang::Expr *> Args,
                       clang::SourceLocation L);
  const clang::CXXConstructorDecl *
  findConstructor(const clang::CXXRecordDecl *R,
                  llvm::ArrayRef<const clang::Expr *> Args);
  void makeObject(CallSite &S, const model::Operation &Op);
  void insert(CallSite &S, const model::Operation &Op);
  void identity(CallSite &S, const model::Operation &Op);
  void exchange(CallSite &S);
  void reset(CallSite &S, const model::Type *T);
  void swapObjects(Path A, Path B, clang::SourceLocation L);
  /// \p Element of a container of type \p Whole is removed.
  void removed(Path Element, clang::QualType Whole, clang::SourceLocation L);
  /// The pointer of type \p T at \p P is about to lead elsewhere.
  void letGo(Path P, clang::QualType T, clang::SourceLocation L);
  /// The last element of the container at \p P; \p New: one is added.
  Path lastElement(Path P, bool New, clang::SourceLocation L);
  Path subjectPlace(CallSite &S, const model::Operation &Op);
  Operand referredTo(const clang::Expr *A, const model::Type &T);
  void constructPointer(CallSite &S, const model::Type *T, Path Dest);
  void constructContainer(CallSite &S, Path Dest);
  /// A constructor that a model describes.
  void constructBy(CallSite &S, const model::Operation &Op,
                   const model::Type *T, Path Dest);
  static const clang::Expr *argumentAt(const CallSite &S, int Index);
  void element(CallSite &S, const model::Operation &Op);

  //===-- Lifetimes ------------------------------------------------------===//
  void begin(Path P, clang::QualType T, clang::SourceLocation L);
  void store(Path Dest, Operand Op, clang::SourceLocation L);
  void transfer(Path Dest, clang::QualType T, const Val &Source, bool Move,
                clang::SourceLocation L);
  /// \p T is a map of threads' handles.
  bool keepsHandles(clang::QualType T);
  /// A map of the type \p T is moved. What else a map keeps is not followed.
  void moveHandles(Path Dest, clang::QualType T, Path Source,
                   clang::SourceLocation L);
  void destroy(Path P, clang::QualType T, clang::SourceLocation L);
  void destroyParts(Path P, clang::QualType T, clang::SourceLocation L);
  void callDestructor(Operand Object, const clang::CXXRecordDecl *R,
                      bool Virtual, clang::SourceLocation L);
  bool needsDestruction(clang::QualType T) { return U.T.needsEnd(T); }
  const clang::CXXConstructorDecl *copyConstructor(clang::QualType T,
                                                   bool Move);
  Path allocate(clang::QualType T, Path Where, clang::SourceLocation L);

  //===-- Ranges ---------------------------------------------------------===//
  bool rangeVariable(const clang::VarDecl *V);
  const clang::Expr *viewed(const clang::Expr *E, clang::QualType Element,
                            unsigned Depth = 0);
  void enterRound(const clang::CXXForRangeStmt *S);
  void iterate(const clang::CXXForRangeStmt *S, const model::Type &Map,
               Path Container);

  //===-- Regions --------------------------------------------------------===//
  void directive(const clang::OMPExecutableDirective *D);
  Path regionClosure(Region &R, clang::SourceLocation L);
  void lowerRegion(const Region &R, clang::SourceLocation L);
  Path regionCapture(Path Closure, const Region &R, const clang::VarDecl *V);
  /// The pointer to the object of a member function or lambda.
  Path selfPointer();
  /// Where the handles of tasks are kept that this function starts.
  Path taskHandles();
  /// All threads of a team come here before one goes on.
  void meet(clang::SourceLocation L);
  /// All who take part meet by the object at \p Barrier.
  void meet(Path Barrier, clang::SourceLocation L);

  //===-- Coroutines -----------------------------------------------------===//
  void findSuspensions();
  /// True if \p S suspends the function.
  bool suspend(const CallSite &S);
  void cutAtSuspensions();
  struct Suspension {
    unsigned Block;
    size_t Event; ///< the first that belongs to the rest
    const clang::CallExpr *Call;
  };

  //===-- Conditions -----------------------------------------------------===//
  /// In a destructor: what a test of the object's own flag says if nobody has
  /// changed it since it was made, as in scope guards that can be disarmed.
  std::optional<bool> initially(const clang::Expr *Test) const;
  bool condition(const clang::Expr *E, Path &Place, bool &Negated);
  /// What the branch of \p B depends on when what comes before has not decided
  /// it. \p Negated is turned if the branch is taken when that says no.
  static const clang::Expr *lastAsked(const clang::CFGBlock &B, bool &Negated);
  /// Where an operand of a condition leads that leads from \p From to \p To:
  /// beyond it if all that \p To does is to ask for the whole's answer.
  static const clang::CFGBlock *decided(const clang::CFGBlock &From,
                                        const clang::CFGBlock *To);
  bool sameObject(const clang::BinaryOperator *E, Path &Place);
  bool pointerTest(const clang::Expr *E, Path &Place, bool &Negated);

  Unit &U;
  const clang::FunctionDecl *F;
  ir::Function &Out;
  const Region *Part;
  Scan Scanned;
  std::unique_ptr<clang::CFG> Graph;
  unsigned Current = 0;
  llvm::DenseMap<unsigned, unsigned> BlockNumbers;
  llvm::DenseMap<const clang::Expr *, Val> Vals;
  /// The block in which an expression was evaluated.
  llvm::DenseMap<const clang::Expr *, unsigned> EvaluatedIn;
  llvm::DenseMap<const clang::VarDecl *, Path> Locals;
  llvm::StringMap<unsigned> NameCounts;
  llvm::DenseMap<const clang::Expr *, Path> Destinations;
  llvm::DenseMap<const clang::CXXForRangeStmt *, Path> RangePlaces;
  llvm::DenseMap<const clang::ValueDecl *, const clang::LambdaCapture *>
      Captures;
  /// Places of map elements, and locals that hold pointers to one.
  llvm::DenseSet<Path> MapElements, ElementPointers;
  llvm::DenseSet<Path> Begun;
  /// Locals that a lambda expression makes.
  llvm::DenseSet<Path> Closures;
  /// Locals that are made in parts, which may come before the whole.
  llvm::DenseMap<Path, clang::QualType> RootTypes;
  /// Prvalues that make an object which outlives the full-expression.
  llvm::DenseSet<const clang::Expr *> Kept;
  llvm::DenseSet<ir::Symbol> MentionedVariables, ShrinkingVariables;
  /// The variable that numbers the last element of a container.
  llvm::DenseMap<Path, std::string> LastElements;
  Path OwnTasks = 0;            ///< see taskHandles
  llvm::DenseSet<Path> Handles; ///< places that threads' handles were given to
  /// What the answer in a local variable must be for success.
  llvm::DenseMap<Path, Val::Answer> Answers;
  /// Calls that hand a coroutine's handle to an awaiter that may keep it.
  llvm::DenseSet<const clang::CallExpr *> SuspendCalls;
  std::vector<Suspension> Suspensions;
  llvm::DenseSet<Path> Told; ///< places of answers
  /// Searches of maps, and the places that tell what they found.
  llvm::DenseMap<const clang::Expr *, Path> Searches;
  /// The condition at hand decides whether a loop goes on.
  bool LoopTest = false;
  /// Events that rely on keys: their block and number.
  llvm::DenseMap<const clang::Expr *, std::pair<uint32_t, size_t>> KeyEvents;
  std::string LambdaKey;
  unsigned Sites = 0;
  /// Of a constructor: an initialiser before may have started threads.
  bool MayRunThreads = false;

  //===-- Destinations ---------------------------------------------------===//
  void assignDestinations();
  void assign(const clang::Expr *E, Path Dest);
  void assignParts(clang::QualType T, llvm::ArrayRef<clang::Expr *> Inits,
                   Path Dest);
  void assignCaptures(const clang::LambdaExpr *L);
  /// The base, member or element of an aggregate that each initialiser makes.
  void
  forParts(clang::QualType T, llvm::ArrayRef<clang::Expr *> Inits, Path Dest,
           llvm::function_ref<void(Path, clang::QualType, const clang::Expr *)>
               Visit);
  /// The temporary whose life a reference's initialiser extends, or null.
  static const clang::MaterializeTemporaryExpr *
  extendedTemporary(const clang::Expr *Init);
};

} // namespace maprace::lower

#endif
