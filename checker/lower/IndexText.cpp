// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Index text: names for values, so that two uses of the same value can be
// recognised; see docs/ir.md.

#include "checker/lower/FunctionLowering.h"

#include "llvm/ADT/StringExtras.h"

using namespace clang;

namespace maprace::lower {

static constexpr unsigned MaxDepth = 6;
static constexpr size_t MaxText = 120;
static const char *const Unnamed = "?";

std::string FunctionLowering::variableText(const ValueDecl *D) {
  const auto *V = dyn_cast<VarDecl>(D);
  if (!V || Scanned.Unstable.contains(V))
    return Unnamed;
  if (!V->isLocalVarDeclOrParm() || V->isStaticLocal() ||
      V->getType().isVolatileQualified())
    return Unnamed;
  if (V->isLocalVarDecl() && V->hasInit() && handsOut(V->getInit()))
    return ir::OwnNumber;
  Path P = local(V);
  const ir::PathTable::Node &N = U.P.Paths[P];
  if (!U.P.Paths.isRoot(P))
    return Unnamed;
  // A parameter's name is its number.
  return N.RootKind == ir::Root::Param ? "{p" + std::to_string(N.Name) + "}"
                                       : "{" + U.P.text(N.Name) + "}";
}

/// A call that gives the same for the same arguments, as far as can be told.
static bool isPure(const CallExpr *E, Types &T) {
  const FunctionDecl *F = E->getDirectCallee();
  if (!F)
    return false;
  const auto *M = dyn_cast<CXXMethodDecl>(F);
  if (M && M->isInstance())
    return M->isConst() && (!T.isUserFunction(F) || E->getNumArgs());
  return E->getNumArgs() > 0;
}

std::string FunctionLowering::callText(const CallExpr *E, unsigned Depth) {
  if (asksThread(E))
    return ir::EachElement;
  if (handsOut(E))
    return ir::OwnNumber;
  if (!isPure(E, U.T))
    return Unnamed;
  std::string Text = E->getDirectCallee()->getDeclName().getAsString() + "(";
  llvm::SmallVector<const Expr *, 4> Parts;
  if (const auto *M = dyn_cast<CXXMemberCallExpr>(E))
    Parts.push_back(M->getImplicitObjectArgument());
  Parts.append(E->arg_begin(), E->arg_end());
  for (const Expr *Part : Parts) {
    const Expr *Bare = Part->IgnoreParenImpCasts();
    std::string One;
    // A function object made on the spot, and the object itself, are no
    // variables.
    if (isa<CXXThisExpr>(Bare))
      One = "this";
    else if (const auto *Own = dyn_cast<MemberExpr>(Bare);
             Own && isa<CXXThisExpr>(Own->getBase()->IgnoreImpCasts()) &&
             E->getNumArgs() == 0)
      One = "this." + Own->getMemberDecl()->getNameAsString();
    else if (U.T.record(Bare->getType()) && Bare->isPRValue() &&
             isa<CXXConstructExpr, InitListExpr, CXXBindTemporaryExpr>(Bare))
      continue;
    else
      One = text(Part, Depth + 1);
    if (One == Unnamed)
      return Unnamed;
    if (Text.back() != '(')
      Text += ',';
    Text += One;
  }
  return Text + ")";
}

std::string FunctionLowering::text(const Expr *E, unsigned Depth) {
  std::string Text = Depth > MaxDepth ? Unnamed : textNow(E, Depth);
  if (Text.size() > MaxText || llvm::StringRef(Text).contains('?'))
    return Unnamed;
  if (Depth == 0)
    mention(Text);
  return Text;
}

/// The changes of these variables are of interest.
void FunctionLowering::mention(llvm::StringRef Text) {
  while (true) {
    auto [Before, Rest] = Text.split('{');
    if (Rest.empty())
      return;
    auto [Name, After] = Rest.split('}');
    MentionedVariables.insert(U.symbol(Name));
    Text = After;
  }
}

std::string FunctionLowering::textNow(const Expr *E, unsigned Depth) {
  E = E->IgnoreParenCasts();
  if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(E))
    return text(M->getSubExpr(), Depth + 1);
  if (const auto *C = dyn_cast<ExprWithCleanups>(E))
    return text(C->getSubExpr(), Depth + 1);
  if (const auto *C = dyn_cast<CXXBindTemporaryExpr>(E))
    return text(C->getSubExpr(), Depth + 1);
  if (const auto *D = dyn_cast<CXXDefaultArgExpr>(E))
    return text(D->getExpr(), Depth + 1);
  if (const auto *S = dyn_cast<SubstNonTypeTemplateParmExpr>(E))
    return text(S->getReplacement(), Depth + 1);
  // Conversions and copies of what has a name.
  if (const auto *C = dyn_cast<CXXConstructExpr>(E))
    return C->getNumArgs() == 1 &&
                   C->getConstructor()->isCopyOrMoveConstructor()
               ? text(C->getArg(0), Depth + 1)
               : Unnamed;
  if (const auto *I = dyn_cast<IntegerLiteral>(E))
    return llvm::toString(I->getValue(), 10, false);
  if (const auto *B = dyn_cast<CXXBoolLiteralExpr>(E))
    return B->getValue() ? "1" : "0";
  if (const auto *C = dyn_cast<CharacterLiteral>(E))
    return std::to_string(C->getValue());
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    return referenceText(Ref);
  if (const auto *M = dyn_cast<MemberExpr>(E))
    return drawsNumber(M) ? ir::OwnNumber : Unnamed;
  if (const auto *B = dyn_cast<BinaryOperator>(E)) {
    if (!B->isAdditiveOp() && !B->isMultiplicativeOp() && !B->isShiftOp() &&
        !B->isBitwiseOp())
      return Unnamed;
    std::string Both = text(B->getLHS(), Depth + 1) + B->getOpcodeStr().str() +
                       text(B->getRHS(), Depth + 1);
    return Depth ? "(" + Both + ")" : Both;
  }
  if (const auto *One = dyn_cast<UnaryOperator>(E)) {
    if (One->getOpcode() != UO_Minus && One->getOpcode() != UO_Not)
      return Unnamed;
    return UnaryOperator::getOpcodeStr(One->getOpcode()).str() +
           text(One->getSubExpr(), Depth + 1);
  }
  if (const auto *C = dyn_cast<CallExpr>(E))
    return callText(C, Depth);
  return Unnamed;
}

std::string FunctionLowering::referenceText(const DeclRefExpr *Ref) {
  const ValueDecl *D = Ref->getDecl();
  if (const auto *Enumerator = dyn_cast<EnumConstantDecl>(D))
    return llvm::toString(Enumerator->getInitVal(), 10);
  const auto *V = dyn_cast<VarDecl>(D);
  if (!V)
    return Unnamed;
  Expr::EvalResult Value;
  if (V->getType()->isIntegralOrEnumerationType() &&
      (V->isConstexpr() || V->getType().isConstQualified()) &&
      Ref->EvaluateAsInt(Value, U.Context))
    return llvm::toString(Value.Val.getInt(), 10);
  auto It = Captures.find(V);
  if (It == Captures.end() || !Ref->refersToEnclosingVariableOrCapture())
    return variableText(V);
  // A copy that the closure holds stays as it is.
  const auto *Method = cast<CXXMethodDecl>(F);
  if (It->second->getCaptureKind() != LCK_ByCopy || !Method->isConst())
    return Unnamed;
  return "{p0*." + lambda() + "::" + V->getNameAsString() + "}";
}

ir::Operand FunctionLowering::constant(const Expr *E) {
  if (!E->getType()->isIntegralOrEnumerationType())
    return {};
  std::string Text = text(E);
  if (Text == Unnamed)
    return {};
  return {Operand::Constant, 0, U.symbol(Text)};
}

} // namespace maprace::lower
