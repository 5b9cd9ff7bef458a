// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Looks types up in the models.

#include "checker/lower/Types.h"
#include "checker/lower/Annotations.h"

#include "clang/AST/DeclTemplate.h"

using namespace clang;

namespace maprace::lower {

using model::TypeKind;

const CXXRecordDecl *Types::record(QualType T) {
  if (T.isNull())
    return nullptr;
  return T.getNonReferenceType()->getAsCXXRecordDecl();
}

/// A guard's code tells which lock it holds only if a member leads there.
static bool keepsNothing(const CXXRecordDecl *R) {
  for (const FieldDecl *F : R->fields()) {
    QualType T = F->getType();
    if (T->isReferenceType() || T->isPointerType() || T->isRecordType() ||
        T->isDependentType())
      return false;
  }
  return R->getNumBases() == 0;
}

/// A class of the user that has a modelled name but brings the code of every
/// modelled operation is known by its code: it may be another class of that
/// name. (Maps stay maps: their code does not say what a race is.)
static bool speaksForItself(const model::Type &M, const CXXRecordDecl *R) {
  if (M.Kind != TypeKind::Lock && M.Kind != TypeKind::Guard &&
      M.Kind != TypeKind::Thread && M.Kind != TypeKind::Executor)
    return false;
  R = R->getDefinition();
  if (!R)
    return false;
  if (const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(R))
    if (const auto *Pattern = S->getTemplateInstantiationPattern())
      R = Pattern;
  if (M.Kind == TypeKind::Guard && keepsNothing(R))
    return false;
  bool Any = false;
  for (const CXXMethodDecl *Method : R->methods()) {
    bool Constructor = isa<CXXConstructorDecl>(Method) &&
                       M.Kind == TypeKind::Guard && !Method->isImplicit() &&
                       !Method->isDeleted() && Method->getNumParams() != 0;
    bool Modelled =
        Method->getIdentifier() && M.Operations.contains(Method->getName());
    if (!Constructor && !Modelled)
      continue;
    if (!Method->hasBody())
      return false;
    Any = true;
  }
  return Any;
}

/// What an author calls safe is not looked into, whatever it is made of.
static const model::Type *annotated(const CXXRecordDecl *R) {
  static const model::Type Safe = [] {
    model::Type T;
    T.Kind = TypeKind::ThreadSafe;
    return T;
  }();
  return trustedClass(R) ? &Safe : nullptr;
}

const model::Type *Types::exact(const CXXRecordDecl *R) {
  if (!R)
    return nullptr;
  R = R->getCanonicalDecl();
  auto [It, New] = Exact.try_emplace(R);
  if (New && !R->isLambda() &&
      (R->getIdentifier() || R->getTypedefNameForAnonDecl())) {
    const model::Type *M = Models.type(N.model(R));
    if (M && isUserClass(R) && speaksForItself(*M, R))
      M = nullptr;
    Exact[R] = M;
    return M;
  }
  return It->second;
}

const model::Type *Types::exact(QualType T) {
  if (T.isNull())
    return nullptr;
  if (const model::Type *M = exact(record(T)))
    return M;
  if (const auto *E = T.getNonReferenceType()->getAs<EnumType>())
    return Models.type(N.model(E->getDecl()));
  // Handles of C interfaces are often typedefs of scalars.
  for (QualType Q = T.getNonReferenceType();;) {
    if (const auto *D = Q->getAs<TypedefType>())
      if (const model::Type *M = Models.type(N.model(D->getDecl())))
        return M;
    QualType Next = Q.getSingleStepDesugaredType(Context);
    if (Next == Q)
      return nullptr;
    Q = Next;
  }
}

Types::Answer Types::find(const CXXRecordDecl *R) {
  R = R->getCanonicalDecl();
  if (auto It = Found.find(R); It != Found.end())
    return It->second;
  Answer A{exact(R), R};
  if (!A.Model && R->hasDefinition() && !R->isDependentContext())
    for (const CXXBaseSpecifier &B : R->getDefinition()->bases())
      if (const CXXRecordDecl *Base = B.getType()->getAsCXXRecordDecl())
        if (Answer Inner = find(Base);
            Inner.Model &&
            (!A.Model || Inner.Model->Kind == TypeKind::Map ||
             (A.Model->Roots.empty() && !Inner.Model->Roots.empty())))
          A = Inner;
  if (A.Model && A.Model->Kind == TypeKind::Map && A.Record != R)
    if (const model::Type *Safe = annotated(R))
      A = {Safe, R};
  Found[R] = A;
  return A;
}

const model::Type *Types::inherited(QualType T) {
  const CXXRecordDecl *R = record(T);
  return R ? find(R).Model : exact(T);
}

const model::Type *Types::ofMethod(QualType Object, const CXXMethodDecl *M) {
  const CXXRecordDecl *Parent = M->getParent();
  if (const CXXRecordDecl *R = record(Object); R && R != Parent)
    if (Answer A = find(R); A.Model && A.Model->Kind == TypeKind::ThreadSafe)
      return A.Model;
  if (const model::Type *Own = exact(Parent))
    return Own;
  const CXXRecordDecl *R = record(Object);
  if (!R)
    return nullptr;
  Answer A = find(R);
  if (!A.Model)
    return nullptr;
  // A method that a class of the user adds to a modelled base is code.
  const CXXRecordDecl *Modelled = A.Record->getDefinition();
  bool Below = Modelled && Parent->getDefinition() &&
               Modelled->isDerivedFrom(Parent->getDefinition());
  return Below ? A.Model : nullptr;
}

QualType Types::argument(QualType T, unsigned Index) {
  const CXXRecordDecl *R = record(T);
  const auto *S = dyn_cast_or_null<ClassTemplateSpecializationDecl>(R);
  if (!S || S->getTemplateArgs().size() <= Index)
    return {};
  const TemplateArgument &A = S->getTemplateArgs()[Index];
  return A.getKind() == TemplateArgument::Type ? A.getAsType() : QualType();
}

QualType Types::pointee(QualType T) {
  if (T.isNull())
    return {};
  T = T.getNonReferenceType();
  if (T->isPointerType())
    return T->getPointeeType();
  QualType Inner = is(T, TypeKind::Pointer) ? argument(T, 0) : QualType();
  // An atomic smart pointer leads where the pointer in it leads.
  if (!Inner.isNull() && is(Inner, TypeKind::Pointer) && exact(T)->Atomic &&
      exact(Inner)->SharesTarget)
    return pointee(Inner);
  return Inner;
}

QualType Types::element(QualType T) {
  if (T.isNull())
    return {};
  T = T.getNonReferenceType();
  if (const ArrayType *A = Context.getAsArrayType(T))
    return A->getElementType();
  if (T->isPointerType())
    return T->getPointeeType();
  if (is(T, TypeKind::Container))
    return argument(T, 0);
  if (is(T, TypeKind::Map))
    return argument(T, 1);
  return {};
}

QualType Types::key(QualType T) {
  return is(T, TypeKind::Map) ? argument(T, 0) : QualType();
}

const CXXRecordDecl *Types::target(QualType T) {
  for (unsigned Depth = 0; Depth < 6 && !T.isNull(); ++Depth) {
    T = T.getNonReferenceType();
    QualType Next = pointee(T);
    if (Next.isNull())
      Next = element(T);
    if (Next.isNull())
      return record(T);
    T = Next;
  }
  return nullptr;
}

bool Types::ownsAlone(QualType T) {
  const model::Type *M = T.isNull() ? nullptr : exact(T);
  return M && M->Kind == TypeKind::Pointer && M->OwnsTarget && M->SharesTarget;
}

bool Types::leadsToMap(QualType T, unsigned Depth) {
  if (T.isNull() || !Depth)
    return false;
  const model::Type *M = inherited(T);
  if (M && M->Kind == TypeKind::Map)
    return true;
  QualType Next = pointee(T);
  if (Next.isNull())
    Next = element(T);
  return leadsToMap(Next, Depth - 1);
}

bool Types::isPointerLike(QualType T) {
  if (T->isReferenceType() || T->isAnyPointerType() ||
      T->isMemberPointerType() || T->isNullPtrType())
    return true;
  const model::Type *M = exact(T);
  return M && (M->Kind == TypeKind::Pointer || M->Kind == TypeKind::Iterator);
}

bool Types::recordMatters(const CXXRecordDecl *R) {
  if (R->isLambda() || isUserClass(R))
    return true;
  if (const model::Type *M = find(R).Model) {
    if (M->Atomic || M->Queues)
      return true;
    // Latches, barriers, semaphores.
    if (M->has(model::Role::Signal) || M->has(model::Role::TakePermit))
      return true;
    switch (M->Kind) {
    case TypeKind::Container:
    case TypeKind::Pointer:
    case TypeKind::Tag:
    case TypeKind::ThreadSafe:
    case TypeKind::Policy:
      break;
    default:
      return true;
    }
  }
  if (const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(R))
    for (const TemplateArgument &A : S->getTemplateArgs().asArray())
      if (A.getKind() == TemplateArgument::Type
              ? A.getAsType()->isVoidType() || matters(A.getAsType())
              : A.getKind() == TemplateArgument::Pack)
        return true;
  return false;
}

bool Types::decideMatters(QualType T) {
  T = T.getNonReferenceType();
  if (const ArrayType *A = Context.getAsArrayType(T))
    return matters(A->getElementType());
  if (T->isPointerType() && !T->isFunctionPointerType()) {
    QualType P = T->getPointeeType();
    return P->isVoidType() || matters(P);
  }
  if (T->isFunctionPointerType() || T->isFunctionType() ||
      T->isMemberPointerType())
    return true;
  if (const CXXRecordDecl *R = record(T))
    return recordMatters(R);
  return exact(T) != nullptr;
}

bool Types::matters(QualType T) {
  if (T.isNull())
    return false;
  const void *Key = T.getCanonicalType().getUnqualifiedType().getAsOpaquePtr();
  // While a recursive type is being decided, what leads back to it is no
  // reason.
  auto [It, New] = Matters.try_emplace(Key, false);
  if (!New)
    return It->second;
  bool Result = decideMatters(T);
  Matters[Key] = Result;
  return Result;
}

bool Types::decideNeedsEnd(const CXXRecordDecl *R) {
  const model::Type *M = exact(R);
  if (M && (M->Kind == TypeKind::Guard || M->Kind == TypeKind::Thread))
    return true;
  if (M && M->Kind == TypeKind::Pointer && !M->OwnsTarget)
    return false;
  if (!M && (R->isLambda() || isUserClass(R))) {
    const CXXDestructorDecl *D = R->getDestructor();
    if (D && D->isUserProvided())
      return true;
    for (const FieldDecl *F : R->fields())
      if (needsEnd(F->getType()))
        return true;
    for (const CXXBaseSpecifier &B : R->bases())
      if (needsEnd(B.getType()))
        return true;
    return false;
  }
  // What a container of a library, or a smart pointer, holds.
  if (const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(R))
    for (const TemplateArgument &A : S->getTemplateArgs().asArray())
      if (A.getKind() == TemplateArgument::Type && needsEnd(A.getAsType()))
        return true;
  return false;
}

bool Types::needsEnd(QualType T) {
  if (T.isNull() || T->isReferenceType())
    return false;
  const CXXRecordDecl *R = record(Context.getBaseElementType(T));
  if (!R || !R->hasDefinition() || R->isDependentContext())
    return false;
  R = R->getDefinition();
  auto [It, New] = NeedEnd.try_emplace(R, false);
  if (!New)
    return It->second;
  bool Result = decideNeedsEnd(R);
  NeedEnd[R] = Result;
  return Result;
}

} // namespace maprace::lower
