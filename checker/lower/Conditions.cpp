// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a branch tests: the place of an answer, perhaps negated.

#include "checker/lower/FunctionLowering.h"

using namespace clang;

namespace maprace::lower {

/// \p E without what changes nothing but, perhaps, turns the truth.
static const Expr *withoutNegations(const Expr *E, bool &Negated) {
  while (true) {
    E = E->IgnoreParenImpCasts();
    if (const auto *C = dyn_cast<ExprWithCleanups>(E)) {
      E = C->getSubExpr();
      continue;
    }
    const auto *Not = dyn_cast<UnaryOperator>(E);
    if (!Not || Not->getOpcode() != UO_LNot)
      return E;
    Negated = !Negated;
    E = Not->getSubExpr();
  }
}

/// \p E is a pointer, a smart one perhaps, that a branch tests or compares with
/// null; else null. \p Negated is turned if the branch is taken without object.
static const Expr *testedPointer(const Expr *E, Types &T, bool &Negated) {
  auto IsPointer = [&](const Expr *Any) {
    return Any->getType()->isPointerType() ||
           T.is(Any->getType(), model::TypeKind::Pointer);
  };
  E = withoutNegations(E, Negated);
  // What an atomic holds is no pointer because it converts to a truth.
  if (const auto *C = dyn_cast<CXXMemberCallExpr>(E))
    if (isa_and_nonnull<CXXConversionDecl>(C->getMethodDecl()) &&
        E->getType()->isBooleanType() &&
        !T.isAtomic(C->getImplicitObjectArgument()->getType()))
      E = C->getImplicitObjectArgument()->IgnoreParenImpCasts();
  const Expr *Sides[2] = {};
  bool Equal = false;
  if (const auto *B = dyn_cast<BinaryOperator>(E); B && B->isEqualityOp()) {
    Sides[0] = B->getLHS(), Sides[1] = B->getRHS();
    Equal = B->getOpcode() == BO_EQ;
  } else if (const auto *C = dyn_cast<CXXOperatorCallExpr>(E);
             C && C->getNumArgs() == 2 &&
             (C->getOperator() == OO_EqualEqual ||
              C->getOperator() == OO_ExclaimEqual)) {
    Sides[0] = C->getArg(0), Sides[1] = C->getArg(1);
    Equal = C->getOperator() == OO_EqualEqual;
  }
  if (!Sides[0])
    return IsPointer(E) ? E : nullptr;
  auto IsNull = [](const Expr *Any) {
    Any = Any->IgnoreParenImpCasts();
    return isa<CXXNullPtrLiteralExpr, GNUNullExpr>(Any);
  };
  if (IsNull(Sides[0]))
    std::swap(Sides[0], Sides[1]);
  Sides[0] = Sides[0]->IgnoreParenImpCasts();
  if (!IsNull(Sides[1]) || !IsPointer(Sides[0]))
    return nullptr;
  Negated ^= Equal;
  return Sides[0];
}

/// True if a branch on \p E asks whether the pointer at a place leads to an
/// object.
bool FunctionLowering::pointerTest(const Expr *E, Path &Place, bool &Negated) {
  bool Turned = false;
  const Expr *Pointer = testedPointer(E, U.T, Turned);
  if (!Pointer)
    return false;
  Operand Op = load(eval(Pointer));
  if (Op.K != Operand::Value || !Op.Where)
    return false;
  Place = Op.Where;
  Negated = Turned;
  return true;
}

/// The truth that each constructor gives a member; none if they differ, or if
/// objects may hand over what it stands for.
static std::optional<bool> initialTruth(const FieldDecl *Field) {
  auto Truth = [](const Expr *E) -> std::optional<bool> {
    const auto *L =
        E ? dyn_cast<CXXBoolLiteralExpr>(E->IgnoreImplicit()) : nullptr;
    return L ? std::optional(L->getValue()) : std::nullopt;
  };
  std::optional<bool> Result = Truth(Field->getInClassInitializer());
  for (const CXXConstructorDecl *C :
       cast<CXXRecordDecl>(Field->getParent())->ctors()) {
    if (C->isMoveConstructor() && C->isUserProvided())
      return std::nullopt;
    for (const CXXCtorInitializer *I : C->inits())
      if (I->getMember() == Field && !C->isCopyOrMoveConstructor() &&
          !isa<CXXDefaultInitExpr>(I->getInit())) {
        std::optional<bool> Here = Truth(I->getInit());
        if (!Here || (Result && *Result != *Here))
          return std::nullopt;
        Result = Here;
      }
  }
  return Result;
}

std::optional<bool> FunctionLowering::initially(const Expr *Test) const {
  if (!Test || !isa_and_nonnull<CXXDestructorDecl>(F))
    return std::nullopt;
  Test = Test->IgnoreParenImpCasts();
  if (const auto *Not = dyn_cast<UnaryOperator>(Test);
      Not && Not->getOpcode() == UO_LNot) {
    std::optional<bool> Inner = initially(Not->getSubExpr());
    return Inner ? std::optional(!*Inner) : std::nullopt;
  }
  const auto *Member = dyn_cast<MemberExpr>(Test);
  const auto *Field =
      Member ? dyn_cast<FieldDecl>(Member->getMemberDecl()) : nullptr;
  if (!Field || !Field->getType()->isBooleanType() ||
      !isa<CXXThisExpr>(Member->getBase()->IgnoreParenImpCasts()))
    return std::nullopt;
  return initialTruth(Field);
}

/// A lock, or an object with one.
static bool hasLock(QualType T, Types &Known) {
  if (const model::Type *M = Known.inherited(T))
    return M->Kind == model::TypeKind::Lock;
  const CXXRecordDecl *R = Types::record(T);
  return R && R->hasDefinition() && Known.isUserClass(R) &&
         llvm::any_of(R->getDefinition()->fields(), [&](const FieldDecl *F) {
           return Known.is(F->getType(), model::TypeKind::Lock);
         });
}

/// True if a branch on \p E asks whether two pointers lead to one object with
/// a lock. A loop asks whether it is at the end.
bool FunctionLowering::sameObject(const BinaryOperator *E, Path &Place) {
  QualType T = E->getLHS()->getType();
  if (LoopTest || !E->isEqualityOp() || !T->isPointerType() ||
      !hasLock(T->getPointeeType(), U.T))
    return false;
  Operand Left = load(E->getLHS()), Right = load(E->getRHS());
  if (!pointee(Left) || !pointee(Right))
    return false;
  Place = temporary("same");
  ir::Event &Ask = emit(ir::Event::Same, E->getExprLoc());
  Ask.Args = {Left, Right};
  Ask.Result = Place;
  return true;
}

static const BinaryOperator *logicalOperator(const Stmt *S) {
  const auto *B = dyn_cast_or_null<BinaryOperator>(S);
  return B && B->isLogicalOp() ? B : nullptr;
}

/// The operator whose answer is all that \p B is there for: Clang's graph
/// brings the ways through a condition together once more before its branch if
/// the condition has temporaries. \p Negated is turned if the branch is.
static const BinaryOperator *meetingOf(const CFGBlock &B, bool &Negated) {
  const Expr *Test = B.getLastCondition();
  if (!Test || !B.getTerminator().isStmtBranch() || B.succ_size() != 2 ||
      logicalOperator(B.getTerminatorStmt()))
    return nullptr;
  const BinaryOperator *Whole =
      logicalOperator(withoutNegations(Test, Negated));
  if (!Whole)
    return nullptr;
  for (const CFGElement &E : B) {
    std::optional<CFGStmt> S = E.getAs<CFGStmt>();
    const auto *Part = S ? dyn_cast<Expr>(S->getStmt()) : nullptr;
    bool Any = false;
    if (!Part || withoutNegations(Part, Any) != Whole)
      return nullptr;
  }
  return Whole;
}

const Expr *FunctionLowering::lastAsked(const CFGBlock &B, bool &Negated) {
  const Expr *Test = B.getLastCondition();
  bool Turned = false;
  const BinaryOperator *Whole = meetingOf(B, Turned);
  if (!Whole)
    return Test;
  Negated = Turned;
  while (const BinaryOperator *Inner =
             logicalOperator(Whole->getRHS()->IgnoreParens()))
    Whole = Inner;
  return Whole->getRHS();
}

const CFGBlock *FunctionLowering::decided(const CFGBlock &From,
                                          const CFGBlock *To) {
  const BinaryOperator *Asked = logicalOperator(From.getTerminatorStmt());
  bool Negated = false;
  if (!Asked || !To || !meetingOf(*To, Negated))
    return To;
  // An operand that decides alone says what the whole says.
  bool Truth = (Asked->getOpcode() == BO_LOr) != Negated;
  const CFGBlock *Next = *(To->succ_begin() + (Truth ? 0 : 1));
  return Next ? Next : To;
}

/// True if a branch on \p E asks for an answer that a place holds.
bool FunctionLowering::condition(const Expr *E, Path &Place, bool &Negated) {
  E = E->IgnoreParenImpCasts();
  if (FlagTest T = flagTest(E); T.Compared) {
    Place = askFlag(T, E->getExprLoc());
    Negated = T.Negated;
    return true;
  }
  if (const auto *C = dyn_cast<ExprWithCleanups>(E))
    return condition(C->getSubExpr(), Place, Negated);
  if (const auto *R = dyn_cast<CXXRewrittenBinaryOperator>(E))
    return condition(R->getSemanticForm(), Place, Negated);
  if (const auto *Not = dyn_cast<UnaryOperator>(E);
      Not && Not->getOpcode() == UO_LNot) {
    if (!condition(Not->getSubExpr(), Place, Negated))
      return false;
    Negated = !Negated;
    return true;
  }
  if (const auto *B = dyn_cast<BinaryOperator>(E); B && sameObject(B, Place)) {
    Negated = B->getOpcode() == BO_NE;
    return true;
  }
  std::optional<int64_t> Compared;
  bool Unequal = false;
  if (const auto *B = dyn_cast<BinaryOperator>(E);
      B && (B->isEqualityOp() || B->getOpcode() == BO_GT)) {
    Compared = number(B->getRHS());
    // More than none.
    Unequal =
        B->getOpcode() == BO_NE || (B->getOpcode() == BO_GT && Compared == 0);
    if (B->getOpcode() == BO_GT && Compared != 0)
      return false;
    if (!Compared)
      return false;
    E = B->getLHS()->IgnoreParenImpCasts();
  } else if (B && B->isAssignmentOp()) {
    E = B->getLHS()->IgnoreParenImpCasts();
  }
  Val V = eval(E);
  Operand Op = load(V);
  if (Op.K != Operand::Value || !Op.Where)
    return false;
  // Of what others may see, a flag: a plain variable that is true or false.
  if (U.P.Paths[U.P.Paths[Op.Where].Top].RootKind != ir::Root::Local &&
      !(V.K == Val::Place && E->getType()->isBooleanType() &&
        (isa<MemberExpr>(E) || isa<DeclRefExpr>(E))))
    return false;
  Place = Op.Where;
  // True if the branch is taken when the value is the number compared with;
  // without a comparison: when it is not 0.
  int64_t Number = Compared.value_or(0);
  bool WhenEqual = Compared ? !Unequal : false;
  switch (V.Success) {
  case Val::IsTrue:
    // Any number but 0 may say yes.
    if (Number != 0 && (Number != 1 || !E->getType()->isBooleanType()))
      return false;
    Negated = (Number == 0) == WhenEqual;
    return true;
  case Val::IsZero:
    if (Number != 0)
      return false;
    Negated = !WhenEqual;
    return true;
  case Val::IsMinusOne:
    if (Number != -1)
      return false;
    Negated = !WhenEqual;
    return true;
  }
  return false;
}

} // namespace maprace::lower
