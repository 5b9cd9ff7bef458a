// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Keys and descriptions of the entities of a translation unit.

#include "checker/lower/Unit.h"
#include "checker/lower/Annotations.h"

using namespace clang;

namespace maprace::lower {

ir::Symbol Unit::function(const FunctionDecl *F) {
  ir::Symbol Key = symbol(N.function(F));
  Mentioned.try_emplace(Key, F);
  return Key;
}

std::vector<const FunctionDecl *> Unit::mentioned() const {
  std::vector<std::pair<std::string_view, const FunctionDecl *>> All;
  for (auto [Key, F] : Mentioned)
    All.emplace_back(P.text(Key), F);
  llvm::sort(All);
  std::vector<const FunctionDecl *> Result;
  for (auto [Key, F] : All)
    Result.push_back(F);
  return Result;
}

void Unit::declareLockables() {
  for (const auto &[Key, F] : Mentioned) {
    const auto *M = dyn_cast<CXXMethodDecl>(F);
    if (!M || P.Functions.count(P.text(Key)))
      continue;
    ir::Function Declared;
    Declared.Key = Key;
    Declared.Promises = Locks.promise(M);
    if (Declared.Promises == ir::Promise::None &&
        (M->isPureVirtual() || !M->hasBody()))
      Declared.Promises = Owned.promise(M);
    if (Declared.Promises == ir::Promise::None)
      continue;
    Declared.Display = symbol(N.display(M));
    P.Functions.emplace(P.text(Key), std::move(Declared));
  }
}

ir::Symbol Unit::classOf(QualType Type) {
  const CXXRecordDecl *R = T.target(Type);
  if (!R)
    return 0;
  // A thread of a library that runs what it is given, if no class overrides it.
  const model::Type *M = T.exact(R);
  bool Loops = M && M->Queues && !M->Roots.empty();
  return Loops || R->isLambda() || T.isUserClass(R) ? symbol(N.type(R)) : 0;
}

ir::Symbol Unit::field(const FieldDecl *F) {
  ir::Symbol Key = symbol(N.field(F));
  describe(Key, F);
  return Key;
}

ir::Symbol Unit::global(const VarDecl *V) {
  ir::Symbol Key = symbol(N.global(V));
  describe(Key, V);
  return Key;
}

void Unit::describe(ir::Symbol Key, const DeclaratorDecl *D) {
  if (!Described.insert(D->getCanonicalDecl()).second)
    return;
  bool IsMap = T.leadsToMap(D->getType());
  ir::Symbol Class = classOf(D->getType());
  const model::Type *M = T.inherited(D->getType());
  bool IsLock = M && M->Kind == model::TypeKind::Lock;
  std::optional<Annotation> Trusted;
  if (const auto *Member = dyn_cast<FieldDecl>(D))
    Trusted = trustedClass(dyn_cast<CXXRecordDecl>(Member->getParent()));
  if (!IsMap && !IsLock && !Class && !Trusted)
    return;
  ir::Field F;
  F.Key = Key;
  F.Display = symbol(N.display(D));
  F.Type = Class;
  F.IsMap = IsMap;
  F.Where = N.loc(D->getLocation());
  if (Trusted)
    F.Trusted = symbol(spelling(*Trusted));
  F.Guard = guardOf(D);
  P.Fields.try_emplace(P.text(Key), F);
}

} // namespace maprace::lower
