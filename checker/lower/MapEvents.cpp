// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Operations on maps.

#include "checker/lower/FunctionLowering.h"

using namespace clang;

namespace maprace::lower {

using ir::AccessKind;
using ir::Event;
using model::Operation;
using model::Role;
using model::TypeKind;

/// What a role does to a map; none if it is no role of a map.
static std::optional<AccessKind> accessOf(Role R, bool OnMap) {
  switch (R) {
  case Role::Read:
    return AccessKind::Read;
  case Role::Write:
    return AccessKind::Write;
  case Role::ElementRead:
    return AccessKind::ElementRead;
  case Role::ElementWrite:
    return AccessKind::ElementWrite;
  case Role::Escape:
    return AccessKind::Escape;
  default:
    break;
  }
  if (!OnMap)
    return std::nullopt;
  switch (R) {
  case Role::Iterate:
  case Role::Element:
    return AccessKind::Read;
  case Role::Swap:
  case Role::Exchange:
  case Role::Clear:
  case Role::Insert:
  case Role::Emplace:
    return AccessKind::Write;
  default:
    return std::nullopt;
  }
}

void FunctionLowering::access(Path Map, Role R, llvm::StringRef Text,
                              SourceLocation L) {
  std::optional<AccessKind> Kind = accessOf(R, true);
  if (!Map || !Kind)
    return;
  Event &E = emit(Event::Access, L);
  E.Access_ = *Kind;
  E.Target = Map;
  E.Text = U.symbol(Text);
}

void FunctionLowering::access(Path Map, Role R, llvm::StringRef Text,
                              SourceLocation L, bool Locked) {
  if (!Locked || !Map)
    return access(Map, R, Text, L);
  emit(Event::Acquire, L).Target = Map;
  access(Map, R, Text, L);
  emit(Event::Release, L).Target = Map;
}

static std::string writtenName(const CallSite &S) {
  if (isa<CXXConversionDecl>(S.Callee))
    return "conversion";
  return S.Callee->getDeclName().getAsString();
}

/// Tells which elements the operation at hand, the last event, ends; or that it
/// only asks how many there are.
static void removal(Event &E, llvm::StringRef Member, const model::Type &T) {
  if (E.K != Event::Access)
    return;
  if (E.Access_ == AccessKind::Read)
    E.Many = llvm::is_contained(T.Extents, Member);
  if (E.Access_ != AccessKind::Write)
    return;
  bool Empties = llvm::is_contained(T.Empties, Member);
  E.Many = T.UnstableReferences || Empties;
  E.Flag = Empties || llvm::is_contained(T.Removes, Member);
}

bool FunctionLowering::mapRole(CallSite &S, const Operation &Op,
                               const model::Type *T) {
  auto IsMap = [&](const Expr *E) {
    const model::Type *M = U.T.inherited(E->getType());
    return M && M->Kind == TypeKind::Map;
  };
  bool Member = T && T->Kind == TypeKind::Map;
  std::string Text = writtenName(S);
  SourceLocation L = S.E->getExprLoc();
  if (!Member) {
    // A function that is given maps.
    bool Any = false;
    for (unsigned I = 0; I < S.Args.size(); ++I) {
      bool Named = Op.Argument == int(I) ||
                   Op.Argument == Operation::EveryMap ||
                   Op.What == Role::Swap || (Op.What == Role::Exchange && !I);
      if (!Named || !IsMap(S.Args[I]) || !accessOf(Op.What, true))
        continue;
      Any = true;
      Path Map = placeOf(S.Args[I]);
      access(Map, Op.What, Text, L);
      if (Op.What == Role::Iterate || Op.What == Role::Element)
        mapResult(S, Map);
    }
    if (Any && keepsHandles(S.Args[0]->getType())) {
      if (Op.What == Role::Exchange)
        exchange(S);
      else if (Op.What == Role::Swap && S.Args.size() == 2)
        swapObjects(placeOf(S.Args[0]), placeOf(S.Args[1]), L);
    }
    return Any || accessOf(Op.What, false).has_value();
  }
  if (!accessOf(Op.What, true))
    return false;
  Path Map = objectOf(S);
  // The arguments first: they were evaluated before.
  auto Touch = [&](Path P, bool Concurrent) {
    access(P, Op.What, Text, L, Concurrent);
    if (P)
      removal(Out.Blocks[Current].Events.back(), Text, *T);
  };
  size_t Before = Out.Blocks[Current].Events.size();
  Touch(Map, T->Concurrent && !Op.Unsafe);
  if (!T->Concurrent && Out.Blocks[Current].Events.size() > Before)
    keyUse(S, *T);
  if (Map && llvm::is_contained(T->Removes, Text))
    removed(index(Map, "?"), S.objectType(), L);
  bool Every = Op.Argument == Operation::EveryMap || Op.What == Role::Swap;
  for (const Expr *A : S.Args)
    if (Every && IsMap(A))
      Touch(placeOf(A), false);
  if (!Map)
    return true;
  if (keepsHandles(S.objectType())) {
    if (Every && S.Args.size() == 1)
      swapObjects(Map, placeOf(S.Args[0]), L);
    else if (llvm::is_contained(T->Empties, Text))
      destroyParts(Map, S.objectType(), L);
  }
  if (S.Callee->getOverloadedOperator() == OO_Equal) {
    for (const Expr *A : S.Args)
      if (IsMap(A) && A->isGLValue() &&
          !isa<MaterializeTemporaryExpr>(A->IgnoreParenImpCasts())) {
        bool Move = cast<CXXMethodDecl>(S.Callee)->isMoveAssignmentOperator();
        access(placeOf(A), Move ? Role::Write : Role::Read,
               Move ? "move" : "copy", L);
        if (Move)
          moveHandles(Map, S.objectType(), placeOf(A), L);
      }
    remember(S.E, Val::place(Map));
    return true;
  }
  mapResult(S, Map);
  if (Op.What == Role::Write)
    keepArguments(S, Map);
  return true;
}

/// References, pointers and iterators that a map hands out lead to an element.
void FunctionLowering::mapResult(const CallSite &S, Path Map) {
  QualType T = S.E->getType();
  if (!Map || (!S.E->isGLValue() && !U.T.record(T) && !T->isPointerType()))
    return;
  bool ByKey =
      S.Callee->getNumParams() == 1 && S.Args.size() == 1 && S.E->isGLValue();
  Path Element = index(Map, ByKey ? text(S.Args[0]) : "?");
  MapElements.insert(Element);
  QualType Mapped = S.Object ? U.T.element(S.objectType()) : QualType();
  // A mapped value was copied: it does not lead to where the map keeps it.
  if (!S.E->isGLValue() && !Mapped.isNull() &&
      U.Context.hasSameUnqualifiedType(T, Mapped)) {
    if (T->isPointerType())
      return remember(S.E, Val::value({Operand::Value, Element, 0}));
    if (Path Copy = resultFor(S.E))
      transfer(Copy, T, Val::place(Element), /*Move=*/false, S.E->getExprLoc());
    return;
  }
  setPlace(S.E, Element);
}

/// What goes into a map can be found there again: handles, pointers, callables.
/// Not keys, if values lead elsewhere: both are at one place.
void FunctionLowering::keepArguments(const CallSite &S, Path Map) {
  QualType Key, Mapped;
  if (S.Object) {
    Key = U.T.key(S.objectType());
    Mapped = U.T.element(S.objectType());
  }
  bool Apart = !U.T.pointee(Key).isNull() && !U.T.pointee(Mapped).isNull() &&
               !U.Context.hasSameUnqualifiedType(Key, Mapped);
  for (const Expr *A : S.Args) {
    QualType T = A->getType();
    if (Apart && U.Context.hasSameUnqualifiedType(T, Key))
      continue;
    const model::Type *M = U.T.exact(T);
    const CXXRecordDecl *R = U.T.record(T);
    bool Kept =
        T->isPointerType() || (R && R->isLambda()) ||
        (M && (M->Kind == TypeKind::Pointer || M->Kind == TypeKind::Thread ||
               M->Kind == TypeKind::Callable));
    if (!Kept || !U.T.matters(T))
      continue;
    Operand Op = load(A);
    if (Op.K == Operand::Unknown)
      continue;
    if (Op.K == Operand::Value && A->isXValue())
      Op.K = Operand::Move;
    store(index(Map, "?"), Op, A->getExprLoc());
  }
}

void FunctionLowering::elementWritten(Path P, llvm::StringRef Text,
                                      SourceLocation L) {
  if (Path Element = elementPart(P))
    access(Element, Role::ElementWrite, Text, L);
}

void FunctionLowering::elementRead(Path P, llvm::StringRef Text,
                                   SourceLocation L) {
  // What a map hands out is used under the lock under which it was looked up,
  // unless it was kept.
  if (Path Element = elementPart(P); Element && !MapElements.contains(Element))
    access(Element, Role::ElementRead, Text, L);
}

void FunctionLowering::scalarRead(const Expr *E) {
  const auto *Cast = dyn_cast<ImplicitCastExpr>(E->IgnoreParens());
  while (Cast && Cast->getCastKind() != CK_LValueToRValue)
    Cast = dyn_cast<ImplicitCastExpr>(Cast->getSubExpr()->IgnoreParens());
  if (!Cast)
    return;
  if (Val V = eval(Cast->getSubExpr()); V.K == Val::Place)
    elementRead(V.P, "", E->getExprLoc());
}

void FunctionLowering::leaves(const Operand &Op, llvm::StringRef Text,
                              SourceLocation L) {
  bool Pointer = Op.K == Operand::Value || Op.K == Operand::Move;
  if (Op.K == Operand::Address ||
      (Pointer && ElementPointers.contains(Op.Where)))
    if (Path Element = elementPart(pointee(Op)))
      access(Element, Role::Escape, Text, L);
}

void FunctionLowering::leaves(Path P, QualType T, llvm::StringRef Text,
                              SourceLocation L) {
  const model::Type *M = U.T.inherited(T);
  if (Path Element = elementPart(P))
    access(Element, Role::Escape, Text, L);
  else if (M && M->Kind == TypeKind::Map)
    access(index(P, "?"), Role::Escape, Text, L);
}

} // namespace maprace::lower
