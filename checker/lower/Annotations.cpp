// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The table of annotations.

#include "checker/lower/Annotations.h"

#include "llvm/ADT/StringRef.h"

using namespace clang;
using llvm::StringRef;

namespace maprace::lower {

namespace {
struct Row {
  Annotation Which;
  StringRef Spelling;
  bool OnFunction, OnClass, OnVariable;
};
} // namespace

static constexpr StringRef Prefix = "maprace::";
static constexpr Row Table[] = {
    {Annotation::RunByManyThreads, "maprace::run_by_many_threads", true, false,
     false},
    {Annotation::RunByOneThread, "maprace::run_by_one_thread", true, false,
     false},
    {Annotation::SingleThreaded, "maprace::single_threaded", true, true, false},
    {Annotation::ThreadSafe, "maprace::thread_safe", false, true, false},
    {Annotation::Ignore, "maprace::ignore", false, false, true},
};

StringRef spelling(Annotation A) {
  return Table[static_cast<size_t>(A)].Spelling;
}

bool hasAnnotation(const Decl *D, Annotation A) {
  if (!D || !D->hasAttrs())
    return false;
  for (const auto *Each : D->specific_attrs<AnnotateAttr>())
    if (Each->getAnnotation() == spelling(A))
      return true;
  return false;
}

std::optional<Annotation> trustedClass(const CXXRecordDecl *R) {
  R = R ? R->getDefinition() : nullptr;
  for (Annotation A : {Annotation::ThreadSafe, Annotation::SingleThreaded})
    if (hasAnnotation(R, A))
      return A;
  return std::nullopt;
}

bool isSingleThreaded(const FunctionDecl *F) {
  if (hasAnnotation(F->getMostRecentDecl(), Annotation::SingleThreaded))
    return true;
  const auto *M = dyn_cast<CXXMethodDecl>(F);
  return M && hasAnnotation(M->getParent()->getDefinition(),
                            Annotation::SingleThreaded);
}

std::optional<std::string> complaint(const Decl *D, const AnnotateAttr *A) {
  StringRef Text = A->getAnnotation();
  if (!Text.starts_with(Prefix))
    return std::nullopt;
  const Row *Best = nullptr;
  unsigned Distance = 6;
  for (const Row &R : Table) {
    if (R.Spelling == Text) {
      const auto *V = dyn_cast<VarDecl>(D);
      bool Fits =
          (R.OnFunction && isa<FunctionDecl>(D)) ||
          (R.OnClass && isa<CXXRecordDecl>(D)) ||
          (R.OnVariable && (isa<FieldDecl>(D) || (V && V->hasGlobalStorage())));
      if (Fits)
        return std::nullopt;
      std::string Where = R.OnVariable ? "member or global variable"
                          : R.OnFunction && R.OnClass ? "function or class"
                          : R.OnClass                 ? "class"
                                                      : "function";
      return "'" + Text.str() + "' says nothing here: it belongs on a " + Where;
    }
    unsigned Far = Text.edit_distance(R.Spelling);
    if (Far < Distance) {
      Distance = Far;
      Best = &R;
    }
  }
  std::string Sentence = "there is no annotation '" + Text.str() + "'";
  if (Best)
    Sentence += "; did you mean '" + Best->Spelling.str() + "'?";
  return Sentence;
}

} // namespace maprace::lower
