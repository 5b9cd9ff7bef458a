// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The scan is a plain walk over children: a good deal cheaper than a
// RecursiveASTVisitor, and lambdas' bodies are easily left out.

#include "checker/lower/Scan.h"

#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/SmallVector.h"

using namespace clang;

namespace maprace::lower {
namespace {

class Scanner {
public:
  Scanner(Types &T, Scan &Out) : T(T), Out(Out) {}

  void walk(const Stmt *S);
  void variable(const VarDecl *V);

private:
  void look(const Stmt *S);
  void expression(const Expr *E);
  void range(const CXXForRangeStmt *S);
  bool stepsInLibrary(QualType Range);
  void ignore(const Stmt *S);
  void tested(const Expr *E);
  void lambda(const LambdaExpr *E);
  void flag(const Expr *E);
  void unstable(const Expr *E);
  void relevantIf(QualType Type) {
    if (!Out.Relevant && T.matters(Type))
      Out.Relevant = true;
  }

  Types &T;
  Scan &Out;
};

void Scanner::variable(const VarDecl *V) {
  Out.Variables.push_back(V);
  if (V->isInvalidDecl())
    Out.Broken = true;
  relevantIf(V->getType());
  if (const auto *D = dyn_cast<DecompositionDecl>(V))
    for (const BindingDecl *B : D->bindings()) {
      Out.Broken |= B->isInvalidDecl();
      if (const VarDecl *Holding = B->getHoldingVar())
        Out.Holding.insert(Holding);
    }
}

/// Steps through it are the library's own: there is nothing to call.
bool Scanner::stepsInLibrary(QualType Range) {
  if (const model::Type *M = T.inherited(Range))
    return M->Kind == model::TypeKind::Map ||
           M->Kind == model::TypeKind::Container;
  const CXXRecordDecl *R = Types::record(Range);
  return !R || !T.isUserClass(R);
}

void Scanner::ignore(const Stmt *S) {
  if (!S)
    return;
  Out.Ignored.insert(S);
  if (const auto *D = dyn_cast<OMPExecutableDirective>(S);
      D && D->hasAssociatedStmt())
    return ignore(D->getRawStmt());
  for (const Stmt *Child : S->children())
    ignore(Child);
}

void Scanner::range(const CXXForRangeStmt *S) {
  if (!S->getRangeInit() || !S->getLoopVariable())
    return;
  if (stepsInLibrary(S->getRangeInit()->getType())) {
    Out.LibraryRanges.insert(S);
    ignore(S->getBeginStmt());
    ignore(S->getEndStmt());
    ignore(S->getCond());
    ignore(S->getInc());
    ignore(S->getLoopVariable()->getInit());
  }
  for (const DeclStmt *D : {S->getRangeStmt(), S->getBeginStmt(),
                            S->getEndStmt(), S->getLoopVarStmt()})
    if (D)
      for (const Decl *Each : D->decls())
        if (const auto *V = dyn_cast<VarDecl>(Each))
          Out.Ranges[V] = S;
}

void Scanner::tested(const Expr *E) {
  if (!E)
    return;
  E = E->IgnoreParenImpCasts();
  if (const auto *Unary = dyn_cast<UnaryOperator>(E))
    return tested(Unary->getSubExpr());
  if (const auto *Binary = dyn_cast<BinaryOperator>(E)) {
    tested(Binary->getLHS());
    return tested(Binary->getRHS());
  }
  if (isa<CallExpr>(E))
    Out.Tested.insert(E);
}

/// What it returns may be, or compare, a variable by which threads tell each
/// other something.
void Scanner::flag(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  if (!E->getType()->isIntegralOrEnumerationType())
    return;
  if (const auto *Not = dyn_cast<UnaryOperator>(E);
      Not && Not->getOpcode() == UO_LNot)
    return flag(Not->getSubExpr());
  if (const auto *B = dyn_cast<BinaryOperator>(E);
      B && (B->isLogicalOp() || B->isComparisonOp())) {
    flag(B->getLHS());
    return flag(B->getRHS());
  }
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  if (isa<MemberExpr>(E) || (V && (V->hasGlobalStorage() ||
                                   Ref->refersToEnclosingVariableOrCapture())))
    Out.Relevant = true;
}

void Scanner::unstable(const Expr *E) {
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts()))
    if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl()))
      Out.Unstable.insert(V);
}

void Scanner::lambda(const LambdaExpr *E) {
  Out.Relevant = true;
  Out.Lambdas.push_back(E);
  for (const LambdaCapture &C : E->captures()) {
    if (!C.capturesVariable())
      continue;
    const auto *V = dyn_cast<VarDecl>(C.getCapturedVar());
    if (V && C.getCaptureKind() == LCK_ByRef && !V->isInitCapture())
      Out.Unstable.insert(V);
  }
  for (const Expr *Init : E->capture_inits())
    walk(Init);
}

void Scanner::expression(const Expr *E) {
  Out.Broken |= E->containsErrors() || E->isTypeDependent() ||
                E->isInstantiationDependent();
  if (const auto *Unary = dyn_cast<UnaryOperator>(E)) {
    if (Unary->getOpcode() == UO_AddrOf)
      unstable(Unary->getSubExpr());
    if (Unary->getOpcode() == UO_LNot)
      tested(Unary->getSubExpr());
  } else if (const auto *Binary = dyn_cast<BinaryOperator>(E)) {
    if (Binary->isLogicalOp() || Binary->isComparisonOp())
      tested(Binary);
  } else if (const auto *New = dyn_cast<CXXNewExpr>(E)) {
    Out.News.push_back(New);
    relevantIf(New->getType());
  } else if (const auto *Cond = dyn_cast<AbstractConditionalOperator>(E)) {
    tested(Cond->getCond());
  } else if (const auto *Call = dyn_cast<CallExpr>(E)) {
    const FunctionDecl *F = Call->getDirectCallee();
    const model::Operation *Known =
        F ? T.models().function(T.names().model(F)) : nullptr;
    if (!F || T.isUserFunction(F) || Known || isa<CXXMethodDecl>(F))
      Out.Relevant = true;
    if (Known && Known->What == model::Role::Fence)
      Out.Fences.push_back(Call->getBeginLoc());
  } else if (isa<CXXConstructExpr, CXXInheritedCtorInitExpr>(E)) {
    relevantIf(E->getType());
  } else if (const auto *Member = dyn_cast<MemberExpr>(E)) {
    relevantIf(Member->getType());
  } else if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    relevantIf(Ref->getType());
  }
}

void Scanner::look(const Stmt *S) {
  if (const auto *E = dyn_cast<Expr>(S))
    return expression(E);
  if (const auto *D = dyn_cast<DeclStmt>(S)) {
    for (const Decl *Each : D->decls())
      if (const auto *V = dyn_cast<VarDecl>(Each))
        variable(V);
  } else if (const auto *If = dyn_cast<IfStmt>(S)) {
    tested(If->getCond());
  } else if (const auto *While = dyn_cast<WhileStmt>(S)) {
    tested(While->getCond());
  } else if (const auto *Do = dyn_cast<DoStmt>(S)) {
    tested(Do->getCond());
  } else if (const auto *For = dyn_cast<ForStmt>(S)) {
    tested(For->getCond());
  } else if (const auto *Range = dyn_cast<CXXForRangeStmt>(S)) {
    range(Range);
  } else if (const auto *Return = dyn_cast<ReturnStmt>(S)) {
    if (const Expr *Value = Return->getRetValue()) {
      tested(Value);
      relevantIf(Value->getType());
      if (Value->getType()->isBooleanType())
        flag(Value);
    }
  } else if (const auto *Catch = dyn_cast<CXXCatchStmt>(S)) {
    if (Catch->getExceptionDecl())
      Out.Broken |= Catch->getExceptionDecl()->isInvalidDecl();
  }
}

void Scanner::walk(const Stmt *Root) {
  llvm::SmallVector<const Stmt *, 64> Stack{Root};
  llvm::SmallVector<const Stmt *, 8> Children;
  while (!Stack.empty()) {
    const Stmt *S = Stack.pop_back_val();
    if (!S)
      continue;
    if (const auto *L = dyn_cast<LambdaExpr>(S)) {
      Out.Broken |= L->containsErrors() || L->isInstantiationDependent();
      lambda(L);
      continue;
    }
    if (const auto *D = dyn_cast<OMPExecutableDirective>(S);
        D && isOutlined(D)) {
      Out.Relevant = true;
      ignore(D->getRawStmt());
      continue;
    }
    look(S);
    Children.clear();
    if (const auto *Default = dyn_cast<CXXDefaultInitExpr>(S))
      Children.push_back(Default->getExpr());
    else if (const auto *D = dyn_cast<CXXDefaultArgExpr>(S))
      Children.push_back(D->getExpr());
    // What it captures does not count its body among its children.
    else if (const auto *D = dyn_cast<OMPExecutableDirective>(S);
             D && D->hasAssociatedStmt())
      Children.push_back(D->getRawStmt());
    for (const Stmt *Child : S->children())
      Children.push_back(Child);
    for (const Stmt *Child : llvm::reverse(Children))
      Stack.push_back(Child);
  }
}

} // namespace

bool isOutlined(const OMPExecutableDirective *D) {
  if (!D->hasAssociatedStmt() || D->isStandaloneDirective() || !D->getRawStmt())
    return false;
  OpenMPDirectiveKind K = D->getDirectiveKind();
  return isOpenMPParallelDirective(K) || isOpenMPTaskingDirective(K) ||
         isa<OMPCriticalDirective, OMPSingleDirective, OMPMasterDirective,
             OMPMaskedDirective, OMPSectionsDirective, OMPSectionDirective,
             OMPTaskgroupDirective, OMPOrderedDirective>(D);
}

Scan scan(const Stmt *Region, Types &T) {
  Scan Result;
  Scanner(T, Result).walk(Region);
  return Result;
}

Scan scan(const FunctionDecl *F, Types &T) {
  Scan Result;
  Scanner S(T, Result);
  if (const auto *C = dyn_cast<CXXConstructorDecl>(F))
    for (const CXXCtorInitializer *I : C->inits()) {
      S.walk(I->getInit());
      if (I->isAnyMemberInitializer() &&
          T.matters(I->getAnyMember()->getType()))
        Result.Relevant = true;
    }
  if (isa<CXXDestructorDecl>(F))
    Result.Relevant = true;
  S.walk(F->getBody());
  return Result;
}

} // namespace maprace::lower
