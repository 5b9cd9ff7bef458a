// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The places of variables, members, captures and structured bindings.

#include "checker/lower/FunctionLowering.h"

using namespace clang;

namespace maprace::lower {

using ir::Root;
using ir::StepKind;

ir::Path FunctionLowering::temporary(llvm::StringRef Name) {
  unsigned Number = ++NameCounts[Name];
  return U.P.Paths.root(Root::Local,
                        U.symbol((Name + "." + llvm::Twine(Number)).str()));
}

ir::Path FunctionLowering::parameter(unsigned Number) {
  return U.P.Paths.root(Root::Param, Number);
}

static bool takesObject(const FunctionDecl *F) {
  const auto *M = dyn_cast<CXXMethodDecl>(F);
  return M && M->isImplicitObjectMemberFunction();
}

/// What is decomposed has the name of its first part.
static llvm::StringRef nameOf(const VarDecl *V) {
  if (const auto *D = dyn_cast<DecompositionDecl>(V))
    for (const BindingDecl *B : D->bindings())
      if (!B->getName().empty())
        return B->getName();
  return V->getName().empty() ? "unnamed" : V->getName();
}

ir::Path FunctionLowering::local(const VarDecl *V) {
  if (Part && llvm::is_contained(Part->Captures, V)) {
    Path P = regionCapture(deref(parameter(0)), *Part, V);
    return V->getType()->isReferenceType() ? P : deref(P);
  }
  // Attributes speak of the parameters of another declaration.
  if (const auto *P = dyn_cast<ParmVarDecl>(V);
      P && !Part && isa<FunctionDecl>(P->getDeclContext()) &&
      cast<FunctionDecl>(P->getDeclContext())->getCanonicalDecl() ==
          F->getCanonicalDecl())
    return parameter(P->getFunctionScopeIndex() + takesObject(F));
  // A thread's own variable is as good as local: what others know of it they
  // know by its address.
  if (V->hasGlobalStorage() && V->getTLSKind() == VarDecl::TLS_None)
    return U.P.Paths.root(Root::Global, U.global(V));
  V = V->getCanonicalDecl();
  auto It = Locals.find(V);
  if (It == Locals.end())
    It = Locals.try_emplace(V, temporary(nameOf(V))).first;
  return It->second;
}

const std::string &FunctionLowering::lambda() {
  if (LambdaKey.empty())
    LambdaKey = U.N.type(cast<CXXMethodDecl>(F)->getParent());
  return LambdaKey;
}

void FunctionLowering::readCaptures() {
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(F);
  if (!M || !M->getParent()->isLambda())
    return;
  for (const LambdaCapture &C : M->getParent()->captures())
    if (C.capturesVariable() &&
        (!Part || !llvm::is_contained(Part->Captures, C.getCapturedVar())))
      Captures[C.getCapturedVar()] = &C;
}

ir::Path FunctionLowering::capturePlace(Path Closure,
                                        const CXXRecordDecl *Class,
                                        const LambdaCapture &C) {
  std::string Name = C.capturesThis() ? "this"
                     : C.capturesVariable()
                         ? C.getCapturedVar()->getNameAsString()
                         : "";
  if (Name.empty())
    return 0;
  return step(Closure, StepKind::Field,
              U.symbol(U.N.type(Class) + "::" + Name));
}

ir::Path FunctionLowering::thisObject() { return pointee(load(thisValue())); }

Val FunctionLowering::thisValue() {
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(F);
  if (!M)
    return {};
  if (!M->getParent()->isLambda())
    return Val::value({Operand::Value, selfPointer(), 0});
  for (const LambdaCapture &C : M->getParent()->captures())
    if (C.capturesThis()) {
      Path P = capturePlace(deref(selfPointer()), M->getParent(), C);
      return Val::value(C.getCaptureKind() == LCK_StarThis
                            ? addressOf(P)
                            : Operand{Operand::Value, P, 0});
    }
  return {};
}

Val FunctionLowering::reference(const ValueDecl *D, bool Captured) {
  if (const auto *Function = dyn_cast<FunctionDecl>(D)) {
    if (!U.T.isUserFunction(Function))
      return {};
    return Val::value({Operand::Function, 0, U.function(Function)});
  }
  if (Captured || Captures.count(D))
    if (auto It = Captures.find(D); It != Captures.end()) {
      const auto *M = cast<CXXMethodDecl>(F);
      Path P = capturePlace(deref(selfPointer()), M->getParent(), *It->second);
      return Val::place(It->second->getCaptureKind() == LCK_ByRef ? deref(P)
                                                                  : P);
    }
  if (const auto *B = dyn_cast<BindingDecl>(D))
    return binding(B);
  if (const auto *V = dyn_cast<VarDecl>(D)) {
    Path P = local(V);
    return Val::place(V->getType()->isReferenceType() ? deref(P) : P);
  }
  return {};
}

Val FunctionLowering::binding(const BindingDecl *B) {
  const ValueDecl *Whole = B->getDecomposedDecl();
  if (!Whole)
    return {};
  if (!B->getHoldingVar() && B->getBinding())
    return eval(B->getBinding());
  Val V = reference(Whole, false);
  const auto *D = dyn_cast<DecompositionDecl>(Whole);
  if (V.K != Val::Place || !D)
    return V;
  auto Number = llvm::find(D->bindings(), B) - D->bindings().begin();
  return Val::place(partOf(V.P, std::to_string(Number), B->getType()));
}

/// The part of a library's pair, tuple or variant: one that leads to a map, or
/// a guard. What an element of a map or an iterator in it leads to has the
/// place of the whole.
ir::Path FunctionLowering::partOf(Path Whole, llvm::StringRef Number,
                                  QualType T) {
  if (elementPart(Whole) || U.P.Paths[Whole].Step == StepKind::Index ||
      (!U.T.leadsToMap(T.getNonReferenceType()) &&
       !U.T.is(T, model::TypeKind::Guard)))
    return Whole;
  return index(Whole, Number);
}

Val FunctionLowering::member(const MemberExpr *E) {
  const ValueDecl *D = E->getMemberDecl();
  if (const auto *V = dyn_cast<VarDecl>(D))
    return reference(V, false);
  const auto *Field = dyn_cast<FieldDecl>(D);
  if (!Field)
    return {};
  Path Base =
      E->isArrow() ? pointee(load(E->getBase())) : placeOf(E->getBase());
  if (!Base)
    return {};
  Path P = fieldPlace(Base, Field);
  return Val::place(Field->getType()->isReferenceType() ? deref(P) : P);
}

ir::Path FunctionLowering::fieldPlace(Path Base, const FieldDecl *Field) {
  if (!Base || Field->isAnonymousStructOrUnion())
    return Base;
  const auto *Parent = cast<CXXRecordDecl>(Field->getParent());
  if (!U.T.isUserClass(Parent)) {
    // A view of a map is that map.
    if (const model::Type *M = U.T.exact(Parent);
        M && M->Kind == model::TypeKind::Map)
      return Base;
    return partOf(Base, std::to_string(Field->getFieldIndex()),
                  Field->getType());
  }
  return step(Base, StepKind::Field, U.field(Field));
}

} // namespace maprace::lower
