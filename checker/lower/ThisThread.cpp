// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Variables that name a thread: what is done only by that thread is as if
// locked.

#include "checker/lower/FunctionLowering.h"

using namespace clang;

namespace maprace::lower {

using ir::Event;
using model::Operation;
using model::Role;
using model::TypeKind;

/// Functions that hand on what another one answers.
static constexpr unsigned MaxAskers = 3;

bool FunctionLowering::asksThread(const Expr *E) {
  E = bare(E);
  // A local keeps the answer.
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
        V && V->isLocalVarDecl() && V->hasInit() &&
        V->getType().isConstQualified())
      E = bare(V->getInit());
  const auto *C = dyn_cast<CallExpr>(E);
  const FunctionDecl *F = C ? C->getDirectCallee() : nullptr;
  const Operation *Op = F ? U.T.models().function(U.N.model(F)) : nullptr;
  return Op && Op->What == Role::ThisThread;
}

/// A variable that each thread has for itself.
static bool isThreadLocal(const Expr *E) {
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  const auto *M = dyn_cast<MemberExpr>(E);
  const ValueDecl *D = Ref ? Ref->getDecl() : M ? M->getMemberDecl() : nullptr;
  const auto *V = dyn_cast_or_null<VarDecl>(D);
  return V && V->getTLSKind() != VarDecl::TLS_None;
}

/// What \p Body returns, wherever it does.
static void findReturned(const Stmt *Body,
                         llvm::SmallVectorImpl<const Expr *> &Found) {
  if (!Body || isa<LambdaExpr>(Body))
    return;
  if (const auto *R = dyn_cast<ReturnStmt>(Body))
    Found.push_back(R->getRetValue());
  for (const Stmt *Child : Body->children())
    findReturned(Child, Found);
}

bool FunctionLowering::namesThread(const Expr *E, unsigned Depth) {
  if (asksThread(E))
    return true;
  const auto *C = dyn_cast<CallExpr>(bare(E));
  const FunctionDecl *F = C ? C->getDirectCallee() : nullptr;
  if (!F || !F->hasBody() || C->getNumArgs() || Depth == MaxAskers)
    return false;
  // Every comparison asks; deeper answers depend on the depth.
  if (auto It = U.NamesThread.find(F); Depth == 0 && It != U.NamesThread.end())
    return It->second;
  llvm::SmallVector<const Expr *, 4> Returned;
  findReturned(F->getBody(), Returned);
  auto Names = [&](const Expr *Value) {
    return Value &&
           (isThreadLocal(bare(Value)) || namesThread(Value, Depth + 1));
  };
  bool Result = !Returned.empty() && llvm::all_of(Returned, Names);
  if (Depth == 0)
    U.NamesThread[F] = Result;
  return Result;
}

void FunctionLowering::threadKept(Path P, SourceLocation L) {
  if (!P || U.P.Paths[U.P.Paths[P].Top].RootKind == ir::Root::Local)
    return;
  Event &E = emit(Event::Acquire, L);
  E.Target = P;
  E.Many = true;
}

void FunctionLowering::askedThread(Path P, Path Result, SourceLocation L) {
  Event &E = emit(Event::TryAcquire, L);
  E.Target = P;
  E.Result = Result;
  E.Flag = true;
}

/// `std::thread::id()` is nobody's.
bool FunctionLowering::isMadeOfNothing(const Expr *E) {
  E = bare(E);
  if (const auto *I = dyn_cast<InitListExpr>(E))
    return I->getNumInits() == 0;
  const auto *C = dyn_cast<CXXConstructExpr>(E);
  return C && C->getNumArgs() == 0 && !U.T.isUserFunction(C->getConstructor());
}

void FunctionLowering::threadForgotten(Path P, SourceLocation L) {
  if (P && U.P.Paths[U.P.Paths[P].Top].RootKind != ir::Root::Local)
    emit(Event::Release, L).Target = P;
}

bool FunctionLowering::threadTest(CallSite &S) {
  const auto *C = dyn_cast<CXXOperatorCallExpr>(S.E);
  if (!C || C->getNumArgs() != 2 ||
      (C->getOperator() != OO_EqualEqual &&
       C->getOperator() != OO_ExclaimEqual && C->getOperator() != OO_Equal))
    return false;
  if (C->getOperator() == OO_Equal) {
    if (!U.T.isUserFunction(S.Callee) && namesThread(C->getArg(1)) &&
        !U.T.exact(C->getArg(0)->getType())) {
      threadKept(placeOf(C->getArg(0)), C->getExprLoc());
      return true;
    }
    return false;
  }
  bool First = namesThread(C->getArg(0));
  if (!First && !namesThread(C->getArg(1)))
    return false;
  const Expr *Kept = C->getArg(First ? 1 : 0)->IgnoreParenImpCasts();
  if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(Kept))
    Kept = M->getSubExpr()->IgnoreParenImpCasts();
  // What an atomic holds.
  Path P = 0;
  if (const auto *Load = dyn_cast<CXXMemberCallExpr>(Kept)) {
    const Expr *Object = Load->getImplicitObjectArgument();
    const model::Type *T = Object ? U.T.inherited(Object->getType()) : nullptr;
    // Or the number of the thread that a handle stands for.
    if (T && (T->Atomic || T->Kind == TypeKind::Thread))
      P = placeOf(Object);
  } else if (Kept->isGLValue()) {
    P = placeOf(Kept);
  }
  if (!P)
    return true;
  Path Result = answer(S.E, C->getOperator() == OO_EqualEqual ? Val::IsTrue
                                                              : Val::IsZero);
  askedThread(P, Result, C->getExprLoc());
  return true;
}

} // namespace maprace::lower
