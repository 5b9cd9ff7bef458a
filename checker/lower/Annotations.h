// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What authors tell us in `[[clang::annotate("maprace::...")]]`. See
// docs/annotations.md. Must not know: what follows from it.

#ifndef MAPRACE_LOWER_ANNOTATIONS_H
#define MAPRACE_LOWER_ANNOTATIONS_H

#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"

#include <optional>
#include <string>

namespace maprace::lower {

enum class Annotation : uint8_t {
  RunByManyThreads, ///< a function: many threads run it at once
  RunByOneThread,   ///< a function: a thread of its own runs it
  SingleThreaded,   ///< a function or class: it belongs to one thread
  ThreadSafe,       ///< a class: its operations never race
  Ignore,           ///< a member or global variable: not to be reported
};

bool hasAnnotation(const clang::Decl *D, Annotation A);
/// As it is written.
llvm::StringRef spelling(Annotation A);
/// The annotation of a class, or that of its method, which makes \p M belong to
/// one thread; none if nothing does.
bool isSingleThreaded(const clang::FunctionDecl *F);
/// The annotation by which members of a class never race, or none.
std::optional<Annotation> trustedClass(const clang::CXXRecordDecl *R);
/// One sentence if \p A is meant for us but is unknown or stands on a
/// declaration that it says nothing about.
std::optional<std::string> complaint(const clang::Decl *D,
                                     const clang::AnnotateAttr *A);

} // namespace maprace::lower

#endif
