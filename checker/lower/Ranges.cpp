// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Range-based for over arrays and containers of libraries: the steps that the
// compiler writes are replaced by one access to the element of the round.

#include "checker/lower/FunctionLowering.h"

using namespace clang;

namespace maprace::lower {

using ir::Event;
using model::Role;
using model::TypeKind;

bool FunctionLowering::rangeVariable(const VarDecl *V) {
  auto It = Scanned.Ranges.find(V);
  if (It == Scanned.Ranges.end() || !Scanned.LibraryRanges.contains(It->second))
    return false;
  const CXXForRangeStmt *S = It->second;
  if (V == S->getLoopVariable()) {
    enterRound(S);
    return true;
  }
  const Expr *Range = S->getRangeInit();
  if (const auto *D = S->getRangeStmt();
      D && D->isSingleDecl() && D->getSingleDecl() == V)
    RangePlaces[S] = placeOf(Range);
  return true;
}

void FunctionLowering::enterRound(const CXXForRangeStmt *S) {
  const VarDecl *V = S->getLoopVariable();
  SourceLocation L = V->getLocation();
  QualType Range = S->getRangeInit()->getType();
  Path Container = RangePlaces.lookup(S);
  const model::Type *M = U.T.inherited(Range);
  bool Map = M && M->Kind == TypeKind::Map;
  if (Map)
    access(Container, Role::Read, "range-for", S->getRangeInit()->getExprLoc());
  Path P = local(V);
  std::string Name = U.P.text(U.P.Paths[P].Name);
  Event &E = emit(Event::Change, L);
  E.Text = U.symbol(Name);
  E.Flag = true;
  if (!Container)
    return;
  std::string Text = "{" + Name + "}";
  mention(Text);
  Path Element = index(Container, Text);
  if (Map)
    MapElements.insert(Element);
  QualType T = V->getType();
  if (T->isReferenceType()) {
    store(P, addressOf(Element), L);
    return;
  }
  if (!U.T.matters(T))
    return;
  begin(P, T, L);
  if (U.T.record(T))
    transfer(P, T, Val::place(Element), false, L);
  else
    store(P, {Operand::Value, Element, 0}, L);
}

} // namespace maprace::lower
