// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The differences between the versions of Clang that this room is built with
// (19 to 22), and nothing else.

#ifndef MAPRACE_LOWER_COMPAT_H
#define MAPRACE_LOWER_COMPAT_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/PrettyPrinter.h"
#include "clang/Basic/Version.h"

namespace maprace::lower::compat {

/// Types are printed in full and canonically: equal types, equal text.
inline void printCanonically(clang::PrintingPolicy &Policy) {
#if CLANG_VERSION_MAJOR >= 21
  Policy.PrintAsCanonical = true;
#else
  Policy.PrintCanonicalTypes = true;
#endif
}

/// The type that a declaration declares.
inline clang::QualType typeOf(clang::ASTContext &Context,
                              const clang::TagDecl *D) {
#if CLANG_VERSION_MAJOR >= 22
  return Context.getCanonicalTagType(D);
#else
  return Context.getTypeDeclType(D);
#endif
}

/// The variables that a clause lists.
template <typename Clause> auto variables(const Clause &C) {
#if CLANG_VERSION_MAJOR >= 20
  return C.varlist();
#else
  return C.varlists();
#endif
}

} // namespace maprace::lower::compat

#endif
