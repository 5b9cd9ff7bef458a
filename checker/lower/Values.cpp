// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Smart pointers, containers, and functions that hand values on.

#include "checker/lower/FunctionLowering.h"

#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;

namespace maprace::lower {

using ir::Event;
using model::Operation;
using model::Role;
using model::TypeKind;

bool FunctionLowering::valueRole(CallSite &S, const Operation &Op,
                                 const model::Type *T) {
  SourceLocation L = S.E->getExprLoc();
  switch (Op.What) {
  case Role::Identity:
    identity(S, Op);
    return true;
  case Role::AddressOf: {
    const Expr *A = argumentAt(S, Op.Argument);
    const model::Type *Made = A ? U.T.exact(S.E->getType()) : nullptr;
    if (Made && Made->Kind == TypeKind::Executor) {
      Path P = destination(S.E, "executor");
      begin(P, S.E->getType(), L);
      remember(S.E, Val::value({Operand::Move, P, 0}));
      makeOver(P, *Made, referredTo(A, *Made), L);
    } else if (Path P = subjectPlace(S, Op))
      setResult(S.E, addressOf(P));
    return true;
  }
  case Role::MakeObject:
    makeObject(S, Op);
    return true;
  case Role::Target: {
    const Expr *Pointer =
        Op.Argument < 0 ? S.Object : argumentAt(S, Op.Argument);
    if (!Pointer)
      return true;
    Operand Op1 = S.Arrow && Op.Argument < 0
                      ? Operand{Operand::Value, objectOf(S), 0}
                      : load(Pointer);
    if (!S.E->isGLValue())
      setResult(S.E, Op1);
    else if (S.Callee->getOverloadedOperator() == OO_Subscript)
      remember(S.E, Val::place(index(pointee(Op1), text(S.Args[0]))));
    else
      remember(S.E, Val::place(pointee(Op1)));
    if (Op1.Where)
      elementRead(pointee(Op1), "", L);
    return true;
  }
  case Role::Reset:
    if (!giveUp(S))
      reset(S, T);
    return true;
  case Role::Release:
    if (Path P = objectOf(S)) {
      letGo(P, S.objectType(), L);
      setResult(S.E, {Operand::Move, P, 0});
    }
    return true;
  case Role::Emplace:
    if (Path P = objectOf(S))
      emplaceInto(S, Op, T, P, S.objectType());
    return true;
  case Role::Element:
  case Role::Iterate:
    element(S, Op);
    return true;
  case Role::Insert:
    insert(S, Op);
    return true;
  case Role::Clear:
    if (Path P = objectOf(S))
      if (QualType Type = S.Object->getType().getNonReferenceType();
          needsDestruction(Type))
        destroyParts(P, S.Arrow ? Type->getPointeeType() : Type, L);
    return true;
  case Role::Swap: {
    const Expr *First = S.Object ? S.Object : argumentAt(S, 0);
    const Expr *Second = argumentAt(S, S.Object ? 0 : 1);
    if (First && Second && U.T.matters(First->getType())) {
      Path A = S.Object ? objectOf(S) : placeOf(First), B = placeOf(Second);
      letGo(A, Second->getType(), L);
      letGo(B, Second->getType(), L);
      swapObjects(A, B, L);
    }
    return true;
  }
  case Role::Exchange:
    if (!claim(S, argumentAt(S, S.Object ? 0 : 1)))
      exchange(S);
    return true;
  case Role::CompareExchange:
    compareAndClaim(S);
    return true;
  case Role::Remove:
    if (Path P = objectOf(S)) {
      removed(Op.Last ? lastElement(P, false, L) : index(P, "?"),
              S.objectType(), L);
      if (Op.Last)
        lastElement(P, true, L);
    }
    return true;
  case Role::Ignore:
    return true;
  default:
    return false;
  }
}

/// Which part the template argument of a function names, by number or type;
/// empty if it names none.
static std::string partByTemplate(const FunctionDecl *F, QualType Whole) {
  const TemplateArgumentList *Args =
      F ? F->getTemplateSpecializationArgs() : nullptr;
  if (!Args || !Args->size())
    return {};
  const TemplateArgument &First = Args->get(0);
  if (First.getKind() == TemplateArgument::Integral)
    return llvm::toString(First.getAsIntegral(), 10);
  const auto *S = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      Whole->getAsCXXRecordDecl());
  if (!S || First.getKind() != TemplateArgument::Type)
    return {};
  unsigned Number = 0;
  for (const TemplateArgument &A : S->getTemplateArgs().asArray())
    for (const TemplateArgument &Part : A.getKind() == TemplateArgument::Pack
                                            ? A.getPackAsArray()
                                            : llvm::ArrayRef(A)) {
      if (Part.structurallyEquals(First))
        return std::to_string(Number);
      ++Number;
    }
  return {};
}

void FunctionLowering::element(CallSite &S, const Operation &Op) {
  const Expr *Which =
      Op.What == Role::Element ? argumentAt(S, Op.Argument) : nullptr;
  if (S.Object) {
    if (Path P = objectOf(S))
      setPlace(S.E, Op.Last ? lastElement(P, false, S.E->getExprLoc())
                            : index(P, Which ? text(Which) : "?"));
    return;
  }
  const Expr *Whole = argumentAt(S, 0);
  if (!Whole)
    return;
  QualType T = Whole->getType();
  bool Pointer = T->isPointerType();
  Path P = Pointer ? pointee(load(Whole)) : placeOf(Whole);
  if (!P)
    return;
  std::string Part =
      Which ? std::string()
            : partByTemplate(S.Callee, Pointer ? T->getPointeeType() : T);
  QualType Result = S.E->getType();
  if (!Part.empty())
    setPlace(S.E, partOf(P, Part, Pointer ? Result->getPointeeType() : Result));
  else
    setPlace(S.E, index(P, Which ? text(Which) : "?"));
}

/// What an object of type \p T refers to that is made from \p A: the executor
/// that A is or refers to itself.
ir::Operand FunctionLowering::referredTo(const Expr *A, const model::Type &T) {
  const model::Type *M = U.T.exact(A->getType());
  bool OfExecutor = T.Queues || T.Kind == TypeKind::Executor;
  if (OfExecutor && M && M->Kind == TypeKind::Pointer)
    return load(A);
  return addressOf(placeOf(A));
}

ir::Path FunctionLowering::subjectPlace(CallSite &S, const Operation &Op) {
  if (Op.Argument < 0)
    return objectOf(S);
  const Expr *A = argumentAt(S, Op.Argument);
  return A ? placeOf(A) : 0;
}

void FunctionLowering::identity(CallSite &S, const Operation &Op) {
  const Expr *A = Op.Argument < 0 ? S.Object : argumentAt(S, Op.Argument);
  if (!A)
    return;
  Val V = eval(A);
  if (S.Arrow && Op.Argument < 0)
    V = Val::place(objectOf(S));
  if (S.E->isGLValue()) {
    remember(S.E, V);
    return;
  }
  Operand Value = load(V);
  // A C interface takes the address of what it reads.
  if (A->getType()->isPointerType() && !S.E->getType()->isPointerType() &&
      U.T.isPointerLike(S.E->getType()) &&
      !U.T.is(S.E->getType(), TypeKind::Iterator))
    Value = load(Val::place(pointee(Value)));
  if (Value.K != Operand::Unknown)
    setResult(S.E, Value);
}

void FunctionLowering::letGo(Path P, QualType T, SourceLocation L) {
  if (!P || U.P.Paths[U.P.Paths[P].Top].RootKind == ir::Root::Local)
    return;
  T = T.getNonReferenceType();
  if ((T->isPointerType() && !T->isFunctionPointerType() && U.T.matters(T)) ||
      U.T.ownsAlone(T))
    emit(Event::LetGo, L).Target = P;
}

void FunctionLowering::removed(Path Element, QualType Whole, SourceLocation L) {
  if (U.P.Paths[U.P.Paths[Element].Top].RootKind == ir::Root::Local)
    return;
  QualType T = U.T.element(Whole);
  if (T.isNull() || !U.T.matters(T) ||
      (!U.T.isPointerLike(T) && U.T.is(Whole, TypeKind::Map)))
    return;
  Event &E = emit(Event::LetGo, L);
  E.Target = Element;
  E.Flag = true;
  E.Many = !U.T.isPointerLike(T);
}

ir::Path FunctionLowering::lastElement(Path P, bool New, SourceLocation L) {
  std::string &Name = LastElements[P];
  if (Name.empty())
    Name = U.P.text(U.P.Paths[temporary("last")].Name);
  std::string Text = "{" + Name + "}";
  mention(Text);
  if (New) {
    Event &E = emit(Event::Change, L);
    E.Text = U.symbol(Name);
    E.Flag = true;
  }
  return index(P, Text);
}

void FunctionLowering::swapObjects(Path A, Path B, SourceLocation L) {
  if (!A || !B)
    return;
  Path Kept = temporary("swap");
  store(Kept, {Operand::Move, A, 0}, L);
  store(A, {Operand::Move, B, 0}, L);
  store(B, {Operand::Move, Kept, 0}, L);
}

void FunctionLowering::exchange(CallSite &S) {
  const Expr *Target = S.Object ? S.Object : argumentAt(S, 0);
  const Expr *New = argumentAt(S, S.Object ? 0 : 1);
  if (!Target || !New || !U.T.matters(Target->getType()))
    return;
  SourceLocation L = S.E->getExprLoc();
  Path P = S.Object ? objectOf(S) : placeOf(Target);
  Path Old = destination(S.E, "old");
  begin(Old, S.E->getType(), L);
  letGo(P, S.E->getType(), L);
  store(Old, {Operand::Move, P, 0}, L);
  store(P, load(New), L);
  remember(S.E, Val::value({Operand::Move, Old, 0}));
}

//===-- Pointers ---------------------------------------------------------===//

ir::Path FunctionLowering::allocate(QualType T, Path Where, SourceLocation L) {
  Event &E = emit(Event::Allocate, L);
  E.Target = Where;
  E.Type = U.classOf(T);
  E.Text = U.symbol(U.P.text(Out.Key) + "#" + std::to_string(++Sites));
  return deref(Where);
}

void FunctionLowering::makeObject(CallSite &S, const Operation &Op) {
  QualType T = S.E->getType();
  if (!U.T.matters(T))
    return;
  SourceLocation L = S.E->getExprLoc();
  Path Pointer = destination(S.E, "made");
  begin(Pointer, T, L);
  QualType Object = U.T.pointee(T);
  if (!Object.isNull() && Object->isArrayType())
    Object = U.Context.getBaseElementType(Object);
  Path P = allocate(Object, Pointer, L);
  remember(S.E, Val::value({Operand::Move, Pointer, 0}));
  llvm::ArrayRef<const Expr *> Args = S.Args;
  constructAt(
      P, Object,
      Args.drop_front(std::min<size_t>(std::max(Op.PassFrom, 0), Args.size())),
      S, L);
}

/// The argument of the constructor stands for no object: its type has no values
/// to tell apart and belongs to this constructor.
static bool saysNone(const CallSite &S, Types &T) {
  const CXXRecordDecl *R = Types::record(S.Args[0]->getType());
  return S.Args.size() == 1 && R && R->hasDefinition() && R->isEmpty() &&
         !T.isUserClass(R) && S.Callee && !S.Callee->getPrimaryTemplate();
}

void FunctionLowering::constructPointer(CallSite &S, const model::Type *T,
                                        Path Dest) {
  const Expr *A = S.Args[0];
  Operand Op = load(A);
  if (!T->SharesTarget && U.T.exact(A->getType()) != T) {
    // The object in it is made from the argument.
    QualType Object = U.T.pointee(S.E->getType());
    if (Object.isNull() || !U.T.matters(Object) || saysNone(S, U.T))
      return;
    Path P = allocate(Object, Dest, S.E->getExprLoc());
    constructAt(P, Object, S.Args, S, S.E->getExprLoc());
    return;
  }
  if (Op.K == Operand::Value && !A->isLValue() &&
      !A->getType()->isPointerType()) {
    Op.K = Operand::Move;
    letGo(Op.Where, A->getType(), S.E->getExprLoc());
  }
  if (Op.K != Operand::Unknown)
    store(Dest, Op, S.E->getExprLoc());
}

void FunctionLowering::constructBy(CallSite &S, const Operation &Op,
                                   const model::Type *T, Path Dest) {
  if (S.Args.empty() && Op.What != Role::Emplace)
    return;
  switch (Op.What) {
  case Role::AddressOf:
    if (const Expr *A = argumentAt(S, Op.Argument))
      makeOver(Dest, *T, referredTo(A, *T), S.E->getExprLoc());
    return;
  case Role::Emplace:
    if (!S.Args.empty())
      constructPointer(S, T, Dest);
    return;
  case Role::Reset:
  case Role::Identity:
    return constructPointer(S, T, Dest);
  default:
    return;
  }
}

void FunctionLowering::reset(CallSite &S, const model::Type *T) {
  Path P = objectOf(S);
  if (S.E->isGLValue())
    remember(S.E, Val::place(P));
  if (!P || !S.Object)
    return;
  QualType Type = S.objectType();
  if (!U.T.matters(Type))
    return;
  SourceLocation L = S.E->getExprLoc();
  elementWritten(P, "operator=", L);
  Operand Op = S.Args.empty() ? Operand() : load(S.Args[0]);
  if (Op.K == Operand::Value && !S.Args[0]->isLValue() &&
      !S.Args[0]->getType()->isPointerType()) {
    Op.K = Operand::Move;
    letGo(Op.Where, S.Args[0]->getType(), L);
  }
  letGo(P, Type, L);
  if (T && T->OwnsTarget && needsDestruction(Type))
    destroyParts(P, Type, L);
  store(P, Op, L);
}

//===-- Containers -------------------------------------------------------===//

void FunctionLowering::emplaceInto(CallSite &S, const Operation &Op,
                                   const model::Type *T, Path P,
                                   QualType Object) {
  SourceLocation L = S.E->getExprLoc();
  llvm::ArrayRef<const Expr *> Args = S.Args;
  Args =
      Args.drop_front(std::min<size_t>(std::max(Op.PassFrom, 0), Args.size()));
  if (T && T->Kind == TypeKind::Pointer) {
    QualType Inner = U.T.pointee(Object);
    if (Inner.isNull() || !U.T.matters(Inner))
      return;
    Path At = allocate(Inner, P, L);
    setPlace(S.E, At);
    constructAt(At, Inner, Args, S, L);
    return;
  }
  Path At = Op.Last ? lastElement(P, true, L) : index(P, "?");
  QualType Inner = U.T.element(Object);
  if (!S.E->getType()->isVoidType())
    setPlace(S.E, At);
  if (!Inner.isNull() && U.T.matters(Inner))
    constructAt(At, Inner, Args, S, L);
}

/// Makes an object of type \p T at \p P as its constructor would from \p Args,
/// which the library hands on.
void FunctionLowering::constructAt(Path P, QualType T,
                                   llvm::ArrayRef<const Expr *> Args,
                                   CallSite &S, SourceLocation L) {
  if (T.isNull() || !P || !U.T.matters(T))
    return;
  const model::Type *M = U.T.exact(T);
  bool Copy =
      Args.size() == 1 && U.Context.hasSameUnqualifiedType(
                              Args[0]->getType().getNonReferenceType(), T);
  if (Copy)
    return transfer(P, T, eval(Args[0]), !Args[0]->isLValue(), L);
  const Operation *Op =
      M && !Args.empty() ? M->operation("(constructor)", Args.size()) : nullptr;
  if (Op && (Op->What == Role::Spawn || Op->What == Role::AddressOf)) {
    CallSite Inner;
    Inner.E = S.E;
    Inner.Callee = S.Callee;
    Inner.Args.assign(Args.begin(), Args.end());
    return Op->What == Role::Spawn ? spawn(Inner, *Op, M, P)
                                   : constructBy(Inner, *Op, M, P);
  }
  if (M && M->Kind == TypeKind::Thread)
    return;
  if (M && M->Kind == TypeKind::Guard)
    return constructGuard(M, Args, P, L);
  if (const CXXRecordDecl *R = Types::record(T);
      R && !M && !R->isLambda() && U.T.isUserClass(R))
    return constructUserAt(P, T, Args, L);
  if (Args.size() == 1) {
    Operand Op = load(Args[0]);
    if (Op.K == Operand::Value && !Args[0]->isLValue())
      Op.K = Operand::Move;
    if (Op.K != Operand::Unknown)
      store(P, Op, L);
  }
}

/// The constructor that takes so many arguments; of several the best that can
/// be told without overload resolution.
const CXXConstructorDecl *
FunctionLowering::findConstructor(const CXXRecordDecl *R,
                                  llvm::ArrayRef<const Expr *> Args) {
  const CXXConstructorDecl *Best = nullptr;
  unsigned BestScore = 0;
  for (const CXXConstructorDecl *C : R->ctors()) {
    if (C->isDeleted() || C->getNumParams() < Args.size() ||
        C->getMinRequiredArguments() > Args.size() || C->isDependentContext())
      continue;
    unsigned Score = 1;
    for (unsigned I = 0; I < Args.size(); ++I)
      if (U.Context.hasSameUnqualifiedType(
              C->getParamDecl(I)->getType().getNonReferenceType(),
              Args[I]->getType().getNonReferenceType()))
        Score += 2;
      else if (C->isCopyOrMoveConstructor())
        Score = 0;
    if (Score > BestScore) {
      Best = C;
      BestScore = Score;
    }
  }
  return Best;
}

void FunctionLowering::constructUserAt(Path P, QualType T,
                                       llvm::ArrayRef<const Expr *> Args,
                                       SourceLocation L) {
  const CXXRecordDecl *R = U.T.record(T);
  if (!R || !R->hasDefinition())
    return;
  const CXXConstructorDecl *C = findConstructor(R->getDefinition(), Args);
  if (!C || C->isTrivial())
    return;
  std::vector<Operand> Passed{addressOf(P)};
  for (unsigned I = 0; I < Args.size(); ++I)
    Passed.push_back(argument(Args[I], C->getParamDecl(I)->getType()));
  Event &E = emit(Event::Call, L);
  E.Callee = U.function(C);
  E.Args = std::move(Passed);
}

void FunctionLowering::insert(CallSite &S, const Operation &Op) {
  const Expr *A = argumentAt(S, Op.Argument);
  QualType T = A ? A->getType().getNonReferenceType() : QualType();
  Path P = S.Object                             ? objectOf(S)
           : Op.Argument > 0 && !S.Args.empty() ? placeOf(S.Args[0])
                                                : 0;
  if (!A || !P)
    return;
  Path At = Op.Last ? lastElement(P, true, S.E->getExprLoc()) : index(P, "?");
  if (!S.E->getType()->isVoidType())
    setPlace(S.E, At);
  if (!U.T.matters(T)) {
    // A number may be a thread's handle.
    if (Path From = eval(A).P; Handles.contains(From))
      store(At, {Operand::Value, From, 0}, S.E->getExprLoc());
    return;
  }
  if (!U.T.record(T)) {
    store(At, load(A), S.E->getExprLoc());
    return;
  }
  transfer(At, T, eval(A), !A->isLValue(), S.E->getExprLoc());
}

/// A container made from elements that are listed.
void FunctionLowering::constructContainer(CallSite &S, Path Dest) {
  QualType Element = U.T.element(S.E->getType());
  for (const Expr *A : S.Args) {
    QualType T = A->getType().getNonReferenceType();
    if (!U.T.matters(T))
      continue;
    // So many copies of it.
    if (S.Args.size() > 1 && !Element.isNull() &&
        U.Context.hasSameUnqualifiedType(T, Element)) {
      SourceLocation L = A->getExprLoc();
      transfer(index(Dest, "?"), Element, eval(A), /*Move=*/false, L);
      return;
    }
    Operand Op = load(A);
    if (Op.K == Operand::Value || Op.K == Operand::Move)
      store(Dest, Op, S.E->getExprLoc());
    return;
  }
}

} // namespace maprace::lower
