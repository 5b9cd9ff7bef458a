// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a branch asks of variables by which threads tell each other something.

#include "checker/lower/FunctionLowering.h"

using namespace clang;

namespace maprace::lower {

using ir::Event;

const Expr *FunctionLowering::uncast(const Expr *E) {
  while (true) {
    E = E->IgnoreParenCasts();
    if (const auto *C = dyn_cast<ExprWithCleanups>(E))
      E = C->getSubExpr();
    else if (const auto *C = dyn_cast<ConstantExpr>(E))
      E = C->getSubExpr();
    else
      return E;
  }
}

/// \p E, without casts, is a parameter of the function at hand.
static bool isParameter(const Expr *E) {
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  return Ref && isa<ParmVarDecl>(Ref->getDecl()) &&
         !Ref->refersToEnclosingVariableOrCapture();
}

/// A comparison with a number, or with something that has a name.
FunctionLowering::FlagTest FunctionLowering::compared(const BinaryOperator *B) {
  const Expr *Left = B->getLHS(), *Right = B->getRHS();
  BinaryOperatorKind Op = B->getOpcode();
  FlagTest T;
  auto Read = [&](const Expr *E) {
    return number(E) || namesThread(E) ? FlagRead() : flagRead(E);
  };
  T.Read = Read(Left);
  if (!T.Read.Where) {
    std::swap(Left, Right);
    Op = BinaryOperator::isRelationalOp(Op)
             ? BinaryOperator::reverseComparisonOp(Op)
             : Op;
    T.Read = Read(Left);
  }
  if (!T.Read.Where)
    return B->isEqualityOp() ? inTurn(B) : FlagTest();
  T.Compared = true;
  if (B->isEqualityOp() && namesThread(Right)) {
    T.Thread = true;
    T.Negated = Op == BO_NE;
    return T;
  }
  std::optional<int64_t> Number = number(Right);
  if (Number && T.Read.Old)
    Number = *Number + *T.Read.Added;
  // More than n is at least n + 1. Who asks for more than some does not mean
  // all.
  bool MoreThan = Op == BO_GT || Op == BO_LE;
  if (MoreThan && !T.Read.Added && !(Number && *Number < 1))
    return {};
  if (MoreThan)
    Number = Number ? std::optional(*Number + 1) : std::nullopt;
  T.Negated = Op == BO_NE || Op == BO_LT || Op == BO_LE;
  bool Relational = BinaryOperator::isRelationalOp(Op);
  // Of a number that nobody else changes only the value tells something, or
  // that it is what all compute.
  if (T.Read.Own && (Relational || (!Number && !isCommonValue(Right))))
    return {};
  if (T.Read.Own && !Number) {
    ir::Loc Where = U.N.loc(Right->getExprLoc());
    T.Value = ir::ComputedValue + std::to_string(Where.Line) + ":" +
              std::to_string(Where.Column);
    return T;
  }
  if (Number) {
    bool NotZero =
        *Number == 1 && (Relational || Left->getType()->isBooleanType());
    if (Relational && *Number <= 0)
      return {};
    // "It is 0" is not "it is not 0"; of who counts down to it there is one.
    bool Zero = *Number == 0 && !T.Read.Added;
    T.Negated ^= Zero;
    if (!NotZero && !Zero)
      T.Value = std::to_string(*Number);
    return T;
  }
  T.Value = T.Read.Old ? "?" : ownValue(Right);
  // At least so much: callers know how much that is, or nobody does.
  if (Relational && !isParameter(uncast(Right)))
    T.Value = "?";
  return T;
}

/// Whose turn it is goes round with a counter: `turn % threads == mine`.
FunctionLowering::FlagTest
FunctionLowering::inTurn(const BinaryOperator *Equal) {
  FlagTest T;
  const auto *Rest = dyn_cast<BinaryOperator>(uncast(Equal->getLHS()));
  if (!Rest || Rest->getOpcode() != BO_Rem)
    return T;
  std::string By = modulus(Rest->getRHS()), Mine = ownValue(Equal->getRHS());
  FlagRead Read = flagRead(Rest->getLHS());
  if (By.empty() || Mine == "?" || Read.Added || Read.Own)
    return T;
  T.Read = Read;
  T.Compared = true;
  T.Negated = Equal->getOpcode() == BO_NE;
  T.Value = std::string(1, ir::Remainder) + By + ir::RemainderIs + Mine;
  return T;
}

FunctionLowering::FlagTest FunctionLowering::flagTest(const Expr *E) {
  E = uncast(E);
  if (const auto *R = dyn_cast<CXXRewrittenBinaryOperator>(E))
    return flagTest(R->getSemanticForm());
  if (const auto *Not = dyn_cast<UnaryOperator>(E);
      Not && Not->getOpcode() == UO_LNot) {
    FlagTest T = flagTest(Not->getSubExpr());
    T.Negated = !T.Negated;
    return T;
  }
  if (const auto *B = dyn_cast<BinaryOperator>(E); B && B->isComparisonOp())
    return B->getLHS()->getType()->isIntegralOrEnumerationType() ? compared(B)
                                                                 : FlagTest();
  FlagTest T;
  if (!E->getType()->isIntegralOrEnumerationType())
    return T;
  T.Read = flagRead(E);
  T.Compared = T.Read.Where && (!E->getType()->isBooleanType() || T.Read.Added);
  if (T.Read.Old) {
    T.Value = std::to_string(*T.Read.Added);
    T.Negated = true;
  }
  return T;
}

ir::Path FunctionLowering::askFlag(const FlagTest &T, SourceLocation L) {
  Path Result = temporary("ok");
  if (T.Thread) {
    askedThread(T.Read.Where, Result, L);
    return Result;
  }
  Event &E = emit(Event::Raised, L);
  E.Target = T.Read.Where;
  E.Flag = T.Read.Plain;
  E.Many = T.Read.Own;
  E.Result = Result;
  if (!T.Value.empty())
    E.Args = {{Operand::Constant, 0, U.symbol(T.Value)}};
  if (!T.Read.Added || T.Value.empty())
    return Result;
  // Of those who count, one only comes to a number.
  Path Arrived = temporary("ok"), Both = temporary("ok");
  Event &Last = emit(Event::TryAcquire, L);
  Last.Target =
      step(T.Read.Where, ir::StepKind::Field, U.symbol(ir::LastToCount));
  Last.Result = Arrived;
  Event &All = emit(Event::Combine, L);
  All.Args = {{Operand::Value, Result, 0}, {Operand::Value, Arrived, 0}};
  All.Many = true;
  All.Result = Both;
  return Both;
}

ir::Path FunctionLowering::truthOf(const Expr *E) {
  E = uncast(E);
  SourceLocation L = E->getExprLoc();
  auto One = [&](const Expr *Part, Operand &Op) {
    Path Truth = truthOf(Part);
    if (!Truth)
      if (FlagTest T = flagTest(Part); T.Read.Where) {
        Op = {Operand::Value, askFlag(T, L), 0};
        if (T.Negated)
          Op.Name = U.symbol("0");
        return true;
      }
    Op = {Operand::Value, Truth, 0};
    return Truth != 0;
  };
  std::vector<Operand> Parts;
  const auto *B = dyn_cast<BinaryOperator>(E);
  bool Any = B && B->getOpcode() == BO_LOr;
  if (Any || (B && B->getOpcode() == BO_LAnd)) {
    for (const Expr *Side : {B->getLHS(), B->getRHS()}) {
      Operand Op;
      if (One(Side, Op))
        Parts.push_back(Op);
      else if (Any)
        return 0;
    }
  } else if (FlagTest T = flagTest(E);
             T.Read.Where && (T.Compared || T.Negated)) {
    Parts.push_back(
        {Operand::Value, askFlag(T, L), T.Negated ? U.symbol("0") : 0});
  }
  if (Parts.empty())
    return 0;
  if (Parts.size() == 1 && !Parts[0].Name)
    return Parts[0].Where;
  Path Result = temporary("ok");
  Event &E2 = emit(Event::Combine, L);
  E2.Args = std::move(Parts);
  E2.Many = !Any;
  E2.Result = Result;
  return Result;
}

void FunctionLowering::flagCases(const CFGBlock &B) {
  const auto *Switch = dyn_cast_or_null<SwitchStmt>(B.getTerminatorStmt());
  FlagTest T;
  if (Switch)
    T.Read = flagRead(Switch->getCond());
  if (!T.Read.Where || T.Read.Added)
    return;
  const unsigned From = Current;
  bool ZeroIsCase = false;
  for (auto It = B.succ_begin(); It != B.succ_end(); ++It) {
    const CFGBlock *Next = *It;
    // The last is where all other values lead.
    bool Else = std::next(It) == B.succ_end();
    const auto *Case =
        Next && !Else ? dyn_cast_or_null<CaseStmt>(Next->getLabel()) : nullptr;
    std::optional<int64_t> Number;
    if (Case && !Case->getRHS())
      Number = number(Case->getLHS());
    ZeroIsCase |= Number == 0;
    if (!Next || (Else ? !ZeroIsCase : !Number))
      continue;
    // On an edge of its own: another case may go on into this one.
    T.Value = Else ? "" : std::to_string(*Number);
    uint32_t To = BlockNumbers.lookup(Next->getBlockID());
    uint32_t Edge = Current = Out.Blocks.size();
    Out.Blocks.emplace_back().Successors = {To};
    Path Answer = askFlag(T, Switch->getBeginLoc());
    emit(Event::Assume, Switch->getBeginLoc()).Target = Answer;
    llvm::replace(Out.Blocks[From].Successors, To, Edge);
  }
  Current = From;
}

} // namespace maprace::lower
