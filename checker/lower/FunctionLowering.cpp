// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The walk over the control-flow graph. Blocks are visited in reverse
// post-order, so what an expression is made of has been seen before it.

#include "checker/lower/FunctionLowering.h"
#include "checker/lower/Loops.h"

#include "clang/Analysis/Analyses/PostOrderCFGView.h"

using namespace clang;

namespace maprace::lower {

using ir::Event;

/// A function with more blocks is not written by a person.
static constexpr unsigned MaxBlocks = 20000;

FunctionLowering::FunctionLowering(Unit &U, const FunctionDecl *F,
                                   ir::Function &Out, const Region *Part)
    : U(U), F(F), Out(Out), Part(Part),
      Scanned(Part ? scan(Part->Body, U.T) : scan(F, U.T)) {}

static CFG::BuildOptions buildOptions() {
  CFG::BuildOptions Options;
  Options.AddInitializers = true;
  Options.AddImplicitDtors = true;
  Options.AddTemporaryDtors = true;
  Options.AddCXXNewAllocator = true;
  Options.AddStaticInitBranches = true;
  Options.AddCXXDefaultInitExprInCtors = true;
  Options.AddCXXDefaultInitExprInAggregates = true;
  Options.AddRichCXXConstructors = false;
  Options.PruneTriviallyFalseEdges = true;
  // Only what may become an event must be an element of its own.
  for (Stmt::StmtClass C :
       {Stmt::CallExprClass, Stmt::CXXMemberCallExprClass,
        Stmt::CXXOperatorCallExprClass, Stmt::UserDefinedLiteralClass,
        Stmt::CXXConstructExprClass, Stmt::CXXTemporaryObjectExprClass,
        Stmt::CXXInheritedCtorInitExprClass, Stmt::LambdaExprClass,
        Stmt::CXXNewExprClass, Stmt::CXXDeleteExprClass,
        Stmt::BinaryOperatorClass, Stmt::CompoundAssignOperatorClass,
        Stmt::UnaryOperatorClass, Stmt::ConditionalOperatorClass,
        Stmt::BinaryConditionalOperatorClass, Stmt::InitListExprClass,
        Stmt::CXXParenListInitExprClass, Stmt::CXXBindTemporaryExprClass,
        Stmt::MaterializeTemporaryExprClass})
    Options.setAlwaysAdd(C);
  for (int C = Stmt::firstOMPExecutableDirectiveConstant;
       C <= Stmt::lastOMPExecutableDirectiveConstant; ++C)
    Options.setAlwaysAdd(static_cast<Stmt::StmtClass>(C));
  return Options;
}

Event &FunctionLowering::emit(Event::Kind K, SourceLocation L) {
  Event E;
  E.K = K;
  E.Where = U.N.loc(L);
  std::vector<Event> &Events = Out.Blocks[Current].Events;
  Events.push_back(std::move(E));
  return Events.back();
}

bool FunctionLowering::run() {
  if (Scanned.Broken)
    return false;
  readCaptures();
  readRequirements();
  if (!Part && ownLockBody())
    return true;
  if (!Scanned.Relevant)
    return true;
  Graph = Part ? CFG::buildCFG(nullptr, const_cast<Stmt *>(Part->Body),
                               &U.Context, buildOptions())
               : CFG::buildCFG(F, F->getBody(), &U.Context, buildOptions());
  if (!Graph || Graph->getNumBlockIDs() > MaxBlocks)
    return false;
  PostOrderCFGView Order(Graph.get());
  for (const CFGBlock *B : Order) {
    unsigned Number = BlockNumbers.size();
    BlockNumbers[B->getBlockID()] = Number;
  }
  Out.Blocks.resize(BlockNumbers.size());
  assignDestinations();
  findSuspensions();
  for (const CFGBlock *B : Order)
    block(*B);
  enterLoops(*Graph, BlockNumbers, Out);
  cutAtSuspensions();
  finishChanges();
  return true;
}

void FunctionLowering::block(const CFGBlock &B) {
  Current = BlockNumbers.lookup(B.getBlockID());
  for (const CFGElement &E : B)
    element(E);
  terminator(B);
}

void FunctionLowering::element(const CFGElement &E) {
  if (std::optional<CFGStmt> S = E.getAs<CFGStmt>())
    return statement(S->getStmt());
  if (std::optional<CFGInitializer> I = E.getAs<CFGInitializer>())
    return initializer(I->getInitializer());
  if (std::optional<CFGImplicitDtor> D = E.getAs<CFGImplicitDtor>())
    return destructorElement(*D);
  if (std::optional<CFGNewAllocator> A = E.getAs<CFGNewAllocator>()) {
    const CXXNewExpr *New = A->getAllocatorExpr();
    Path Where = Destinations.lookup(New);
    if (Where && U.T.matters(New->getType()))
      allocate(New->getAllocatedType(), Where, New->getBeginLoc());
  }
}

void FunctionLowering::statement(const Stmt *S) {
  if (Scanned.Ignored.contains(S))
    return;
  if (const auto *D = dyn_cast<DeclStmt>(S))
    return declare(D);
  if (const auto *R = dyn_cast<ReturnStmt>(S))
    return returnValue(R->getRetValue(), R->getReturnLoc());
  if (const auto *R = dyn_cast<CoreturnStmt>(S))
    return returnValue(R->getOperand(), R->getKeywordLoc());
  if (const auto *D = dyn_cast<OMPExecutableDirective>(S))
    return directive(D);
  const auto *E = dyn_cast<Expr>(S);
  if (!E)
    return;
  EvaluatedIn[E] = Current;
  if (const auto *C = dyn_cast<CallExpr>(E))
    return call(C);
  if (const auto *C = dyn_cast<CXXConstructExpr>(E))
    return construct(C);
  if (const auto *I = dyn_cast<CXXInheritedCtorInitExpr>(E))
    return inherited(I);
  if (const auto *L = dyn_cast<LambdaExpr>(E))
    return closure(L);
  if (const auto *N = dyn_cast<CXXNewExpr>(E)) {
    if (Path Where = Destinations.lookup(N)) {
      if (const Expr *Init = N->getInitializer();
          Init && !U.T.record(N->getAllocatedType()))
        scalarInto(deref(Where), N->getAllocatedType(), Init);
      Val V;
      V.K = Val::Value;
      V.Op = {Operand::Value, Where, 0};
      remember(E, V);
    }
    return;
  }
  if (const auto *B = dyn_cast<BinaryOperator>(E)) {
    if (B->isAssignmentOp())
      assignment(B);
    return;
  }
  if (const auto *Unary = dyn_cast<UnaryOperator>(E)) {
    if (Unary->isIncrementDecrementOp())
      crement(Unary);
    return;
  }
  if (const auto *C = dyn_cast<AbstractConditionalOperator>(E))
    return conditional(C);
  if (const auto *I = dyn_cast<InitListExpr>(E))
    return aggregate(E, I->inits());
  if (const auto *I = dyn_cast<CXXParenListInitExpr>(E))
    return aggregate(E, I->getInitExprs());
}

void FunctionLowering::initializer(const CXXCtorInitializer *I) {
  const Expr *Init = I->getInit();
  if (!I->isAnyMemberInitializer()) {
    MayRunThreads |= Init != nullptr;
    return;
  }
  const FieldDecl *Field = I->getAnyMember();
  if (!Init)
    return;
  QualType T = Field->getType();
  if (const CXXRecordDecl *R = U.T.record(T); R && !T->isReferenceType()) {
    // Constructed in place. Threads that a base or a member before it started
    // may be at work already.
    if (MayRunThreads && U.T.is(T, model::TypeKind::Map))
      access(fieldPlace(thisObject(), Field), model::Role::Write,
             "construction",
             I->isWritten() ? I->getSourceLocation() : Field->getLocation());
    MayRunThreads |= U.T.isUserClass(R) || U.T.is(T, model::TypeKind::Thread);
    return;
  }
  Path P = thisObject();
  if (const IndirectFieldDecl *Chain = I->getIndirectMember()) {
    for (const NamedDecl *Link : Chain->chain())
      if (const auto *Part = dyn_cast<FieldDecl>(Link); Part != Field && Part)
        P = fieldPlace(P, Part);
  }
  P = fieldPlace(P, Field);
  if (T->isIntegralOrEnumerationType() && namesThread(Init))
    threadKept(P, Init->getExprLoc());
  scalarInto(P, T, Init);
}

/// \p Map is a map that ends before what may wait for threads: a base, or a
/// member before it.
bool FunctionLowering::endsTooEarly(const FieldDecl *Map) {
  if (!U.T.is(Map->getType(), model::TypeKind::Map))
    return false;
  const auto *R = cast<CXXRecordDecl>(Map->getParent());
  for (const CXXBaseSpecifier &B : R->bases())
    if (needsDestruction(B.getType()))
      return true;
  for (const FieldDecl *Before : R->fields()) {
    if (Before == Map)
      return false;
    if (needsDestruction(Before->getType()))
      return true;
  }
  return false;
}

void FunctionLowering::destructorElement(const CFGImplicitDtor &E) {
  if (std::optional<CFGAutomaticObjDtor> D = E.getAs<CFGAutomaticObjDtor>()) {
    const VarDecl *V = D->getVarDecl();
    SourceLocation L =
        D->getTriggerStmt() ? D->getTriggerStmt()->getEndLoc() : V->getEndLoc();
    QualType T = V->getType();
    Path P = local(V);
    if (T->isReferenceType()) {
      // It keeps a temporary alive.
      const Expr *Init = V->getInit();
      P = 0;
      if (const MaterializeTemporaryExpr *M = extendedTemporary(Init)) {
        T = M->getType();
        P = Destinations.lookup(M);
      }
    }
    return destroy(P, T, L);
  }
  if (std::optional<CFGTemporaryDtor> D = E.getAs<CFGTemporaryDtor>()) {
    const CXXBindTemporaryExpr *Bind = D->getBindTemporaryExpr();
    if (Kept.contains(Bind))
      return;
    Val V = eval(Bind->getSubExpr());
    if (V.Op.K != Operand::Move)
      return;
    // A guard that nobody keeps guards nothing.
    std::vector<Event> &Events = Out.Blocks[Current].Events;
    if (!Events.empty() && Events.back().K == Event::Guard &&
        Events.back().Target == V.Op.Where)
      Events.back().Flag = true;
    destroy(V.Op.Where, Bind->getType(), Bind->getEndLoc());
    return;
  }
  if (std::optional<CFGMemberDtor> D = E.getAs<CFGMemberDtor>()) {
    const FieldDecl *Field = D->getFieldDecl();
    if (endsTooEarly(Field))
      access(fieldPlace(thisObject(), Field), model::Role::Write, "destruction",
             Field->getLocation());
    if (needsDestruction(Field->getType()))
      destroy(fieldPlace(thisObject(), Field), Field->getType(),
              F->getEndLoc());
    return;
  }
  if (std::optional<CFGBaseDtor> D = E.getAs<CFGBaseDtor>()) {
    if (const CXXRecordDecl *R = U.T.record(D->getBaseSpecifier()->getType()))
      callDestructor(load(thisValue()), R, false, F->getEndLoc());
    return;
  }
  if (std::optional<CFGDeleteDtor> D = E.getAs<CFGDeleteDtor>()) {
    const CXXDeleteExpr *Delete = D->getDeleteExpr();
    QualType T = Delete->getDestroyedType();
    destroy(pointee(load(Delete->getArgument())), T, Delete->getBeginLoc());
  }
}

/// Where the loop that \p Test decides on goes on, its variable has had all its
/// values.
void FunctionLowering::endLoop(const CFGBlock &Test) {
  const Stmt *S = Test.getTerminatorStmt();
  const CFGBlock *Exit =
      Test.succ_size() == 2 ? *(Test.succ_begin() + 1) : nullptr;
  const VarDecl *V = nullptr;
  if (const auto *Range = dyn_cast_or_null<CXXForRangeStmt>(S))
    V = Range->getLoopVariable();
  else if (const auto *For = dyn_cast_or_null<ForStmt>(S))
    if (const auto *D = dyn_cast_or_null<DeclStmt>(For->getInit());
        D && D->isSingleDecl())
      V = dyn_cast<VarDecl>(D->getSingleDecl());
  if (!V || !Exit)
    return;
  Event E;
  E.K = Event::Change;
  E.Text = U.P.Paths[local(V)].Name;
  E.Many = true;
  E.Where = U.N.loc(V->getLocation());
  Out.Blocks[BlockNumbers.lookup(Exit->getBlockID())].Events.push_back(
      std::move(E));
}

void FunctionLowering::terminator(const CFGBlock &B) {
  ir::Block &Block = Out.Blocks[Current];
  const Stmt *S = B.getTerminatorStmt();
  if (Scanned.Relevant)
    endLoop(B);
  llvm::SmallVector<unsigned, 2> Next;
  for (const CFGBlock *Successor : B.succs())
    if ((Successor = decided(B, Successor)))
      Next.push_back(BlockNumbers.lookup(Successor->getBlockID()));
  if (const auto *D = dyn_cast_or_null<DeclStmt>(S);
      D && B.getTerminator().isStmtBranch() && Next.size() == 2) {
    // The first to come initialises a static local; the others wait for it.
    const auto *V = cast<VarDecl>(D->getSingleDecl());
    if (Path P = local(V)) {
      Event &E = emit(Event::Acquire, V->getLocation());
      E.Target = step(P, ir::StepKind::Field, U.symbol("$once"));
      E.Flag = true;
    }
    const CFGBlock *Init = *(B.succ_begin() + 1);
    Out.Blocks[Current].Successors = {BlockNumbers.lookup(Init->getBlockID())};
    return;
  }
  bool Branch = Next.size() == 2 && B.getTerminator().isStmtBranch() &&
                !isa_and_nonnull<SwitchStmt>(S) &&
                !isa_and_nonnull<CXXTryStmt>(S);
  bool Turned = false;
  const Expr *Test = lastAsked(B, Turned);
  // What a guard does at the end it does unless it was disarmed; but a flag
  // that says no at first is set when the guard takes something.
  if (Branch && initially(Test) == !Turned) {
    Block.Successors = {Next[0]};
    return;
  }
  llvm::SmallDenseSet<unsigned> Seen;
  for (unsigned N : Next)
    if (Branch || Seen.insert(N).second)
      Block.Successors.push_back(N);
  if (!Branch)
    return flagCases(B);
  LoopTest = isa_and_nonnull<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(S);
  Path Place = 0;
  bool Negated = false;
  bool Leads = Test && pointerTest(Test, Place, Negated);
  if (Leads || (Test && condition(Test, Place, Negated))) {
    Out.Blocks[Current].Condition = Place;
    Out.Blocks[Current].Negated = Negated != Turned;
    Out.Blocks[Current].Leads = Leads;
  }
}

void FunctionLowering::finishChanges() {
  for (ir::Block &B : Out.Blocks) {
    std::erase_if(B.Events, [&](const Event &E) {
      return E.K == Event::Change && !MentionedVariables.contains(E.Text);
    });
    for (Event &E : B.Events)
      if (E.K == Event::Change && E.Flag && ShrinkingVariables.contains(E.Text))
        E.Flag = false;
  }
}

} // namespace maprace::lower
