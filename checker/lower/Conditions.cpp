// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a branch tests: the place of an answer, perhaps negated.

#include "checker/lower/FunctionLowering.h"

using namespace clang;

namespace maprace::lower {

/// True if a branch on \p E asks for an answer that a place holds.
bool FunctionLowering::condition(const Expr *E, Path &Place, bool &Negated) {
  E = E->IgnoreParenImpCasts();
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
