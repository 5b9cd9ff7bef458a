// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Keys of maps: which operations look for one, rely on it or put something in
// its place, and which expressions tell what a search found.

#include "checker/lower/FunctionLowering.h"

using namespace clang;

namespace maprace::lower {

using ir::Event;
using ir::KeyUse;
using ir::Operand;

void FunctionLowering::keyUse(const CallSite &S, const model::Type &T) {
  std::string Member = S.Callee->getDeclName().getAsString();
  KeyUse Use = llvm::is_contained(T.Tests, Member)      ? KeyUse::Tests
               : llvm::is_contained(T.Expects, Member)  ? KeyUse::Expects
               : llvm::is_contained(T.Replaces, Member) ? KeyUse::Replaces
                                                        : KeyUse::None;
  if (Use == KeyUse::None || S.Args.empty())
    return;
  std::string Key = text(S.Args[0]);
  if (llvm::StringRef(Key).contains('?'))
    return;
  bool Tells = S.E->getType()->isIntegralOrEnumerationType();
  Path Found = Use == KeyUse::Tests ? temporary("found") : 0;
  Event &E = Out.Blocks[Current].Events.back();
  E.Key = Use;
  E.Args = {{Operand::Constant, 0, U.symbol(Key)}};
  E.Result = Found;
  if (Found)
    Told.insert(Found);
  if (Found && Tells)
    remember(S.E, Val::value({Operand::Value, Found, 0}));
  else if (Found)
    Searches[S.E] = Found;
  else
    KeyEvents[S.E] = {Current, Out.Blocks[Current].Events.size() - 1};
}

/// A mapped value that is like no other: whoever puts another one there loses
/// what the first led to. A value that depends on its key alone may be stored
/// twice.
void FunctionLowering::replaced(const Expr *Element, QualType Mapped) {
  const model::Type *M = U.T.exact(Mapped);
  bool Thread = M && M->Kind == model::TypeKind::Thread;
  bool Pointer =
      Mapped->isPointerType() || (M && M->Kind == model::TypeKind::Pointer);
  QualType Target = Pointer ? U.T.pointee(Mapped) : QualType();
  bool Object = !Target.isNull() && !Target.isConstQualified() &&
                U.T.record(Target) != nullptr;
  auto It = KeyEvents.find(bare(Element));
  if (It != KeyEvents.end() && (Thread || Object))
    Out.Blocks[It->second.first].Events[It->second.second].Key =
        KeyUse::Replaces;
}

ir::Path FunctionLowering::searchOf(const Expr *E) {
  E = bare(E);
  if (auto It = Searches.find(E); It != Searches.end())
    return It->second;
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  if (!V || !V->hasLocalStorage() || !V->hasInit() ||
      Ref->refersToEnclosingVariableOrCapture())
    return 0;
  auto It = Searches.find(bare(V->getInit()));
  return It == Searches.end() ? 0 : It->second;
}

/// True if \p E is what a search of a map returns that finds nothing.
bool FunctionLowering::isMapEnd(const Expr *E) {
  const auto *C = dyn_cast<CXXMemberCallExpr>(bare(E));
  const CXXMethodDecl *M = C ? C->getMethodDecl() : nullptr;
  const Expr *Object = C ? C->getImplicitObjectArgument() : nullptr;
  if (!M || !Object || !M->getDeclName().isIdentifier())
    return false;
  QualType Class = Object->IgnoreParenImpCasts()->getType();
  const model::Type *T =
      U.T.ofMethod(Class->isPointerType() ? Class->getPointeeType() : Class, M);
  return T && llvm::is_contained(T->Ends, M->getName());
}

bool FunctionLowering::searchTest(const CallSite &S) {
  const auto *C = dyn_cast<CXXOperatorCallExpr>(S.E);
  if (!C || C->getNumArgs() != 2 ||
      (C->getOperator() != OO_EqualEqual &&
       C->getOperator() != OO_ExclaimEqual))
    return false;
  bool First = isMapEnd(C->getArg(0));
  if (!First && !isMapEnd(C->getArg(1)))
    return false;
  Path Found = searchOf(C->getArg(First ? 1 : 0));
  if (!Found)
    return false;
  Val V = Val::value({Operand::Value, Found, 0});
  V.Success = C->getOperator() == OO_ExclaimEqual ? Val::IsTrue : Val::IsZero;
  remember(S.E, V);
  return true;
}

} // namespace maprace::lower
