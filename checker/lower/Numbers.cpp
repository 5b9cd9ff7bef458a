// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Numbers that a thread has for itself, such as its rank: what is known of one
// tells threads of one start apart.

#include "checker/lower/FunctionLowering.h"

using namespace clang;

namespace maprace::lower {

/// A parameter or a captured copy: each thread that is given one has a number
/// for itself.
ir::Path FunctionLowering::ownNumber(const Expr *E) {
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  if (!V || !V->getType()->isIntegralOrEnumerationType() ||
      Scanned.Unstable.contains(V))
    return 0;
  if (Ref->refersToEnclosingVariableOrCapture()) {
    auto It = Captures.find(V);
    const auto *M = dyn_cast<CXXMethodDecl>(F);
    return It != Captures.end() && It->second->getCaptureKind() == LCK_ByCopy &&
                   M && M->isConst()
               ? eval(E).P
               : 0;
  }
  if (!isa<ParmVarDecl>(V))
    return 0;
  // What is known ends when it changes.
  mention(variableText(V));
  return local(V);
}

/// A number of the thread's own in \p S; null if there is none.
const DeclRefExpr *FunctionLowering::ownPart(const Stmt *S) {
  if (!S)
    return nullptr;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
    return ownNumber(Ref) ? Ref : nullptr;
  for (const Stmt *Child : S->children())
    if (const DeclRefExpr *Found = ownPart(Child))
      return Found;
  return nullptr;
}

/// Index text of a value; of one that a local keeps with the number that it was
/// computed from.
std::string FunctionLowering::ownValue(const Expr *E) {
  std::string Text = text(E);
  const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
  const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  if (Text == "?" || !V || !V->isLocalVarDecl() ||
      Ref->refersToEnclosingVariableOrCapture())
    return Text;
  const DeclRefExpr *Own = ownPart(V->getInit());
  return Own ? text(Own) + ":" + Text : Text;
}

/// A name for what \p E divides by, the same wherever it does so; empty if it
/// has none.
std::string FunctionLowering::modulus(const Expr *E) {
  if (std::optional<int64_t> Number = number(E))
    return std::to_string(*Number);
  const auto *M = dyn_cast<MemberExpr>(E->IgnoreParenImpCasts());
  return M ? M->getMemberDecl()->getNameAsString() : std::string();
}

/// \p E is a member of the object under construction that is initialised with a
/// number that is handed out once, such as a ticket.
bool FunctionLowering::drawsNumber(const MemberExpr *E) {
  const auto *C = dyn_cast<CXXConstructorDecl>(F);
  if (!C || !isa<CXXThisExpr>(E->getBase()->IgnoreParenImpCasts()))
    return false;
  return llvm::any_of(C->inits(), [&](const CXXCtorInitializer *I) {
    return I->getAnyMember() == E->getMemberDecl() && handsOut(I->getInit());
  });
}

/// Computed from variables that are not each thread's own, without calls.
bool FunctionLowering::isCommonValue(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  if (const auto *B = dyn_cast<BinaryOperator>(E))
    return !B->isAssignmentOp() && isCommonValue(B->getLHS()) &&
           isCommonValue(B->getRHS());
  if (const auto *M = dyn_cast<MemberExpr>(E))
    return isa<CXXThisExpr>(M->getBase()->IgnoreParenImpCasts()) ||
           isCommonValue(M->getBase());
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
    return isa<EnumConstantDecl>(Ref->getDecl()) ||
           (V && (!isa<ParmVarDecl>(V) || V->getType()->isReferenceType()));
  }
  return isa<IntegerLiteral>(E);
}

} // namespace maprace::lower
