// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Class objects are constructed where they are needed. The graph shows a
// construction before the declaration, member or capture that it makes, so its
// place is worked out beforehand.

#include "checker/lower/FunctionLowering.h"

using namespace clang;

namespace maprace::lower {

/// \p E makes the object at \p Dest.
void FunctionLowering::assign(const Expr *E, Path Dest) {
  if (!E || !Dest)
    return;
  E = E->IgnoreParens();
  if (const auto *C = dyn_cast<ExprWithCleanups>(E))
    return assign(C->getSubExpr(), Dest);
  if (const auto *C = dyn_cast<ConstantExpr>(E))
    return assign(C->getSubExpr(), Dest);
  if (const auto *B = dyn_cast<CXXBindTemporaryExpr>(E)) {
    Kept.insert(B);
    return assign(B->getSubExpr(), Dest);
  }
  if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(E))
    return assign(M->getSubExpr(), Dest);
  if (const auto *D = dyn_cast<CXXDefaultInitExpr>(E))
    return assign(D->getExpr(), Dest);
  if (const auto *C = dyn_cast<CastExpr>(E)) {
    if (E->isPRValue())
      assign(C->getSubExpr(), Dest);
    return;
  }
  if (const auto *C = dyn_cast<AbstractConditionalOperator>(E)) {
    assign(C->getTrueExpr(), Dest);
    assign(C->getFalseExpr(), Dest);
    return;
  }
  if (const auto *B = dyn_cast<BinaryOperator>(E)) {
    if (B->getOpcode() == BO_Comma)
      assign(B->getRHS(), Dest);
    return;
  }
  if (!E->isPRValue())
    return;
  Destinations[E] = Dest;
  if (const auto *C = dyn_cast<CXXConstructExpr>(E)) {
    if (C->isElidable() && C->getNumArgs() == 1)
      assign(C->getArg(0), Dest);
    return;
  }
  if (const auto *I = dyn_cast<InitListExpr>(E)) {
    if (I->isTransparent())
      assign(I->getInit(0), Dest);
    else
      assignParts(E->getType(), I->inits(), Dest);
  } else if (const auto *P = dyn_cast<CXXParenListInitExpr>(E)) {
    assignParts(E->getType(), P->getInitExprs(), Dest);
  }
}

/// The parts of an aggregate, in order.
void FunctionLowering::assignParts(QualType T, llvm::ArrayRef<Expr *> Inits,
                                   Path Dest) {
  forParts(T, Inits, Dest,
           [&](Path Part, QualType, const Expr *Init) { assign(Init, Part); });
}

void FunctionLowering::forParts(
    QualType T, llvm::ArrayRef<Expr *> Inits, Path Dest,
    llvm::function_ref<void(Path, QualType, const Expr *)> Visit) {
  if (const ArrayType *A = U.Context.getAsArrayType(T)) {
    unsigned Number = 0;
    for (const Expr *Init : Inits)
      Visit(index(Dest, std::to_string(Number++)), A->getElementType(), Init);
    return;
  }
  const CXXRecordDecl *R = U.T.record(T);
  if (!R || !R->hasDefinition())
    return;
  R = R->getDefinition();
  const auto *I = Inits.begin();
  for (const CXXBaseSpecifier &B : R->bases()) {
    if (I == Inits.end())
      return;
    Visit(Dest, B.getType(), *I++);
  }
  if (R->isUnion()) {
    if (I != Inits.end() && Inits.size() == 1)
      if (const FieldDecl *Only =
              R->field_empty() ? nullptr : *R->field_begin())
        Visit(fieldPlace(Dest, Only), Only->getType(), *I);
    return;
  }
  for (const FieldDecl *Field : R->fields()) {
    if (Field->isUnnamedBitField())
      continue;
    if (I == Inits.end())
      return;
    Visit(fieldPlace(Dest, Field), Field->getType(), *I++);
  }
}

void FunctionLowering::assignDestinations() {
  if (const auto *C = dyn_cast_or_null<CXXConstructorDecl>(F); C && !Part) {
    for (const CXXCtorInitializer *I : C->inits()) {
      Path P = thisObject();
      if (const IndirectFieldDecl *Chain = I->getIndirectMember()) {
        for (const NamedDecl *Link : Chain->chain())
          if (const auto *Part = dyn_cast<FieldDecl>(Link))
            P = fieldPlace(P, Part);
      } else if (const FieldDecl *Field = I->getMember()) {
        P = fieldPlace(P, Field);
      }
      if (!I->isAnyMemberInitializer() ||
          !I->getAnyMember()->getType()->isReferenceType())
        assign(I->getInit(), P);
    }
  }
  for (const VarDecl *V : Scanned.Variables) {
    const Expr *Init = V->getInit();
    if (!Init || Scanned.Ranges.count(V))
      continue;
    if (const MaterializeTemporaryExpr *M = V->getType()->isReferenceType()
                                                ? extendedTemporary(Init)
                                                : nullptr) {
      Path P = temporary(V->getName().empty() ? "tmp" : V->getName());
      Destinations[M] = P;
      assign(M->getSubExpr(), P);
    } else if (!V->getType()->isReferenceType()) {
      RootTypes[local(V)] = V->getType();
      assign(Init, local(V));
    }
  }
  for (const CXXNewExpr *New : Scanned.News) {
    Path P = temporary("new");
    Destinations[New] = P;
    if (New->getInitializer())
      assign(New->getInitializer(), deref(P));
  }
  for (const LambdaExpr *L : Scanned.Lambdas)
    assignCaptures(L);
}

void FunctionLowering::assignCaptures(const LambdaExpr *L) {
  if (!Destinations.count(L))
    Destinations[L] = temporary("lambda");
  Path Closure = Destinations[L];
  if (!U.P.Paths.isRoot(Closure))
    return;
  RootTypes[Closure] = L->getType();
  Closures.insert(Closure);
  const auto *Init = L->capture_init_begin();
  for (const LambdaCapture &C : L->captures()) {
    const Expr *E = *Init++;
    if (E && C.getCaptureKind() == LCK_ByCopy && C.capturesVariable())
      assign(E, capturePlace(Closure, L->getLambdaClass(), C));
  }
}

} // namespace maprace::lower
