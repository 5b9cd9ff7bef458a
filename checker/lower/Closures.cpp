// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Closures that a name mentions.

#include "checker/lower/Closures.h"

#include "clang/AST/DeclTemplate.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace maprace::lower {

static bool isInInstance(const CXXRecordDecl *Closure) {
  for (const DeclContext *C = Closure->getDeclContext(); C; C = C->getParent())
    if (const auto *F = dyn_cast<FunctionDecl>(C)) {
      if (F->isTemplateInstantiation())
        return true;
    } else if (isa<ClassTemplateSpecializationDecl>(C)) {
      return true;
    }
  return false;
}

namespace {
class Finder : public RecursiveASTVisitor<Finder> {
public:
  bool VisitRecordType(RecordType *T) {
    add(T->getAsCXXRecordDecl());
    return true;
  }
  /// What the name of something in \p C tells of where it stands. In a closure
  /// it begins with the closure's key, which tells of all around.
  void addScopes(const DeclContext *C) {
    for (; C; C = C->getParent())
      if (const auto *R = dyn_cast<CXXRecordDecl>(C)) {
        if (R->isLambda())
          return;
        add(R);
      } else if (const auto *F = dyn_cast<FunctionDecl>(C))
        addArguments(F->getTemplateSpecializationArgs());
  }
  void addFunction(const FunctionDecl *F) {
    addArguments(F->getTemplateSpecializationArgs());
    for (const ParmVarDecl *P : F->parameters())
      TraverseType(P->getType().getCanonicalType());
  }
  void add(const CXXRecordDecl *R) {
    if (!R || !Seen.insert(R->getCanonicalDecl()).second)
      return;
    // A closure's key begins with its function.
    if (R->isLambda()) {
      if (isInInstance(R))
        Found.insert(R);
      return;
    }
    if (const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(R))
      addArguments(&S->getTemplateArgs());
    addScopes(R->getDeclContext());
  }

  llvm::SmallSetVector<const CXXRecordDecl *, 2> Found;

private:
  void addArguments(const TemplateArgumentList *Args) {
    if (Args)
      for (const TemplateArgument &A : Args->asArray())
        TraverseTemplateArgument(A);
  }

  llvm::SmallPtrSet<const CXXRecordDecl *, 8> Seen;
};
} // namespace

llvm::SmallSetVector<const CXXRecordDecl *, 2>
closuresOfInstances(const NamedDecl *D) {
  Finder F;
  if (const auto *Function = dyn_cast<FunctionDecl>(D))
    F.addFunction(Function);
  if (const auto *R = dyn_cast<CXXRecordDecl>(D))
    F.add(R);
  else
    F.addScopes(D->getDeclContext());
  return F.Found;
}

} // namespace maprace::lower
