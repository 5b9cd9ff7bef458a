// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The begin of objects, their copies, and their end.

#include "checker/lower/FunctionLowering.h"

#include "clang/AST/DeclTemplate.h"

using namespace clang;

namespace maprace::lower {

using ir::Event;
using ir::Root;
using model::Role;
using model::TypeKind;

void FunctionLowering::begin(Path P, QualType T, SourceLocation L) {
  if (!P)
    return;
  if (!U.P.Paths.isRoot(P)) {
    // A part of a local begins with the whole.
    P = U.P.Paths[P].Top;
    T = RootTypes.lookup(P);
  }
  if (T.isNull() || U.P.Paths[P].RootKind != Root::Local || !U.T.matters(T) ||
      !Begun.insert(P).second)
    return;
  Event &E = emit(Event::Declare, L);
  E.Target = P;
  E.Type = U.classOf(U.Context.getBaseElementType(T));
  // Before its captures, which may be constructed first.
  if (!Closures.contains(P))
    return;
  if (const FunctionDecl *Operator = callOperator(U.T.record(T), ~0u))
    store(P, {Operand::Function, 0, U.function(Operator)}, L);
}

void FunctionLowering::store(Path Dest, Operand Op, SourceLocation L) {
  if (!Dest)
    return;
  if (U.P.Paths.isRoot(Dest) &&
      (Op.K == Operand::Address
           ? elementPart(Op.Where) != 0
           : Op.Where && ElementPointers.contains(Op.Where)))
    ElementPointers.insert(Dest);
  Event &E = emit(Event::Store, L);
  E.Target = Dest;
  E.Args = {Op};
}

const CXXConstructorDecl *FunctionLowering::copyConstructor(QualType T,
                                                            bool Move) {
  const CXXRecordDecl *R = U.T.record(T);
  if (!R || !R->hasDefinition())
    return nullptr;
  const CXXConstructorDecl *Copy = nullptr;
  for (const CXXConstructorDecl *C : R->getDefinition()->ctors()) {
    if (C->isDeleted())
      continue;
    if (Move && C->isMoveConstructor())
      return C;
    if (C->isCopyConstructor())
      Copy = C;
  }
  return Copy;
}

void FunctionLowering::transfer(Path Dest, QualType T, const Val &Source,
                                bool Move, SourceLocation L) {
  T = T.getNonReferenceType();
  const CXXRecordDecl *R = U.T.record(T);
  if (!Dest || !U.T.matters(T) || Source.K == Val::None)
    return;
  bool Temporary = Source.K == Val::Value && Source.Op.K == Operand::Move;
  if (U.T.is(T, TypeKind::Map)) {
    if (!Temporary && Source.K == Val::Place)
      access(Source.P, Move ? Role::Write : Role::Read, Move ? "move" : "copy",
             L);
    if (Move && Source.K == Val::Place)
      moveHandles(Dest, T, Source.P, L);
    return;
  }
  if (R && !R->isLambda() && U.T.isUserClass(R) &&
      (Source.K == Val::Place || Temporary)) {
    const CXXConstructorDecl *C = copyConstructor(T, Move);
    if (C && !C->isTrivial()) {
      Path From = Source.K == Val::Place ? Source.P : Source.Op.Where;
      Event &E = emit(Event::Call, L);
      E.Callee = U.function(C);
      E.Args = {addressOf(Dest), addressOf(From)};
      return;
    }
  }
  Operand Op = load(Source);
  if (Move && Op.K == Operand::Value) {
    Op.K = Operand::Move;
    letGo(Op.Where, T, L);
  }
  if (Op.K != Operand::Unknown)
    store(Dest, Op, L);
}

bool FunctionLowering::keepsHandles(QualType T) {
  return U.T.is(T, TypeKind::Map) && U.T.is(U.T.element(T), TypeKind::Thread);
}

void FunctionLowering::moveHandles(Path Dest, QualType T, Path Source,
                                   SourceLocation L) {
  if (Source && keepsHandles(T))
    store(Dest, {Operand::Move, Source, 0}, L);
}

//===-- The end ----------------------------------------------------------===//

void FunctionLowering::callDestructor(Operand Object, const CXXRecordDecl *R,
                                      bool Virtual, SourceLocation L) {
  if (!R->hasDefinition() || R->isLambda() || !U.T.isUserClass(R) ||
      U.T.exact(R))
    return;
  const CXXDestructorDecl *D = R->getDefinition()->getDestructor();
  if (!D || D->isTrivial() || Object.K == Operand::Unknown ||
      (D->isImplicit() && !D->hasBody()) || D->isDeleted())
    return;
  Event &E = emit(Event::Call, L);
  E.Callee = U.function(D);
  E.Virtual = Virtual && D->isVirtual();
  E.Args = {Object};
}

/// What ends with an object of a type before its place does.
void FunctionLowering::destroyParts(Path P, QualType T, SourceLocation L) {
  if (!P || T.isNull())
    return;
  T = T.getNonReferenceType();
  if (const ArrayType *A = U.Context.getAsArrayType(T)) {
    if (needsDestruction(T))
      destroyParts(index(P, "?"), A->getElementType(), L);
    return;
  }
  const CXXRecordDecl *R = U.T.record(T);
  if (!R || !needsDestruction(T))
    return;
  const model::Type *M = U.T.exact(R);
  if (R->isLambda())
    return;
  if (!M && U.T.isUserClass(R))
    return callDestructor(addressOf(P), R, false, L);
  if (M && M->Kind == TypeKind::Pointer && M->OwnsTarget) {
    QualType Inner = U.T.pointee(T);
    const CXXRecordDecl *Class = U.T.record(Inner);
    if (Class && U.T.isUserClass(Class))
      callDestructor(addressOf(deref(P)), Class, true, L);
    else
      destroyParts(deref(P), Inner, L);
    emit(Event::Destroy, L).Target = deref(P);
    return;
  }
  if (M && (M->Kind == TypeKind::Container || M->Kind == TypeKind::Map)) {
    QualType Inner = U.T.element(T);
    if (!needsDestruction(Inner))
      return;
    destroyParts(index(P, "?"), Inner, L);
    emit(Event::Destroy, L).Target = index(P, "?");
  }
}

void FunctionLowering::destroy(Path P, QualType T, SourceLocation L) {
  if (!P || T.isNull() || !U.T.matters(T))
    return;
  destroyParts(P, T, L);
  emit(Event::Destroy, L).Target = P;
}

} // namespace maprace::lower
