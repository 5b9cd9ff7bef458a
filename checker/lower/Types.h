// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the models say about C++ types and functions. Joins Clang's types and
// the models by name. Must not know: events, paths.

#ifndef MAPRACE_LOWER_TYPES_H
#define MAPRACE_LOWER_TYPES_H

#include "checker/lower/Capabilities.h"
#include "checker/lower/Names.h"
#include "checker/model/Model.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/DenseMap.h"

namespace maprace::lower {

/// Answers by canonical type, and keeps the answers.
class Types {
public:
  Types(clang::ASTContext &Context, const model::Models &Models, Names &N)
      : Context(Context), Models(Models), N(N) {}

  /// The model of \p T itself, seen through references; null if there is none.
  const model::Type *exact(clang::QualType T);
  const model::Type *exact(const clang::CXXRecordDecl *R);
  /// The model of \p T or of a base of it.
  const model::Type *inherited(clang::QualType T);
  /// The model that tells what method \p M does on an object of type \p Object
  /// (as written, before conversions to bases); null for code of the user.
  const model::Type *ofMethod(clang::QualType Object,
                              const clang::CXXMethodDecl *M);
  bool isAtomic(clang::QualType T) {
    const model::Type *M = exact(T);
    return M && M->Atomic;
  }
  bool is(clang::QualType T, model::TypeKind Kind) {
    const model::Type *M = exact(T);
    return M && M->Kind == Kind;
  }

  /// A value of this type can hold or lead to something that the IR speaks of.
  bool matters(clang::QualType T);
  /// Something of interest happens when an object of this type ends.
  bool needsEnd(clang::QualType T);
  /// A value of this type is stored in one place: a pointer or a class that
  /// behaves like one.
  bool isPointerLike(clang::QualType T);
  /// What a pointer, smart pointer or reference leads to; null if unknown.
  clang::QualType pointee(clang::QualType T);
  /// The element type of an array, container, or map; null if unknown.
  clang::QualType element(clang::QualType T);
  /// Of a map: its keys.
  clang::QualType key(clang::QualType T);
  /// The class whose methods a call on a value of \p T, or through it, runs.
  const clang::CXXRecordDecl *target(clang::QualType T);
  /// A pointer that alone owns what it leads to.
  bool ownsAlone(clang::QualType T);
  /// A map, or an array, container or pointer of maps.
  bool leadsToMap(clang::QualType T, unsigned Depth = 4);

  /// Is a call of it lowered to a call: user code, and not a model's, or of a
  /// library that says what it does to locks.
  bool isUserFunction(const clang::FunctionDecl *F) {
    return N.inUserCode(F) || promisesLocking(F);
  }
  bool isUserClass(const clang::CXXRecordDecl *R) { return N.inUserCode(R); }

  static const clang::CXXRecordDecl *record(clang::QualType T);

  const model::Models &models() const { return Models; }
  Names &names() { return N; }

private:
  struct Answer {
    const model::Type *Model = nullptr;
    const clang::CXXRecordDecl *Record = nullptr;
  };
  Answer find(const clang::CXXRecordDecl *R);
  bool decideMatters(clang::QualType T);
  bool recordMatters(const clang::CXXRecordDecl *R);
  bool decideNeedsEnd(const clang::CXXRecordDecl *R);
  clang::QualType argument(clang::QualType T, unsigned Index);

  clang::ASTContext &Context;
  const model::Models &Models;
  Names &N;
  llvm::DenseMap<const clang::CXXRecordDecl *, const model::Type *> Exact;
  llvm::DenseMap<const clang::CXXRecordDecl *, Answer> Found;
  llvm::DenseMap<const void *, bool> Matters;
  llvm::DenseMap<const clang::CXXRecordDecl *, bool> NeedEnd;
};

} // namespace maprace::lower

#endif
