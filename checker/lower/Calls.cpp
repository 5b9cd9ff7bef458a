// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Calls: which rule applies, the models' or that for code of the user, and how
// arguments and results are passed.

#include "checker/lower/Compat.h"
#include "checker/lower/FunctionLowering.h"

using namespace clang;

namespace maprace::lower {

using ir::Event;
using model::Role;
using model::TypeKind;

CallSite FunctionLowering::site(const CallExpr *E) {
  CallSite S;
  S.E = E;
  S.Callee = E->getDirectCallee();
  S.Args.assign(E->arg_begin(), E->arg_end());
  if (const auto *M = dyn_cast<CXXMemberCallExpr>(E)) {
    S.Object = M->getImplicitObjectArgument();
    S.Arrow = S.Object && S.Object->getType()->isPointerType();
    if (!S.Callee)
      S.Callee = M->getMethodDecl();
    return S;
  }
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(S.Callee);
  if (isa<CXXOperatorCallExpr>(E) && Method && !S.Args.empty()) {
    if (Method->isInstance())
      S.Object = S.Args.front();
    S.Args.erase(S.Args.begin());
  }
  return S;
}

/// A leading argument that says how to run is no argument of the operation.
void FunctionLowering::stripPolicies(CallSite &S) {
  while (!S.Args.empty()) {
    const model::Type *M = U.T.exact(S.Args.front()->getType());
    if (!M || (M->Kind != TypeKind::Policy && M->Kind != TypeKind::Tag))
      return;
    if (M->Kind == TypeKind::Policy) {
      S.Parallel |= M->Leading.Parallel;
      S.Later |= runsLater(S.Args.front());
    }
    S.Args.erase(S.Args.begin());
  }
}

void FunctionLowering::call(const CallExpr *E) {
  if (E->getBuiltinCallee() ||
      isa<CXXPseudoDestructorExpr>(E->getCallee()->IgnoreParens()))
    // std::move and its like are builtins for Clang, but not for the models.
    if (!E->getDirectCallee() ||
        !U.T.models().function(U.N.model(E->getDirectCallee())))
      return;
  CallSite S = site(E);
  if (!S.Callee)
    return indirectCall(E);
  if (threadTest(S) || searchTest(S))
    return;
  if (const auto *O = dyn_cast<CXXOperatorCallExpr>(E);
      O && O->getOperator() == OO_Equal && O->getNumArgs() == 2)
    replaced(O->getArg(0), O->getArg(0)->getType());
  if (const auto *D = dyn_cast<CXXDestructorDecl>(S.Callee))
    return destroy(objectOf(S), compat::typeOf(U.Context, D->getParent()),
                   E->getExprLoc());
  const auto *M = dyn_cast<CXXMethodDecl>(S.Callee);
  if (M && M->getParent()->isLambda() && isa<CXXConversionDecl>(M)) {
    if (ir::Symbol Key = invoker(M->getParent()))
      remember(E, Val::value({Operand::Function, 0, Key}));
    return;
  }
  if (modelledMember(S) || modelledFunction(S) || modelledLikeMember(S))
    return;
  if (S.Object && M && ownTry(S, M))
    return;
  if (S.Object && M &&
      (M->isCopyAssignmentOperator() || M->isMoveAssignmentOperator()) &&
      (M->isTrivial() || !U.T.isUserFunction(M)))
    return assignObject(S);
  if (suspend(S))
    return;
  if (U.T.isUserFunction(S.Callee))
    return userCall(S);
  libraryCall(S);
}

ir::Path FunctionLowering::objectOf(const CallSite &S) {
  if (!S.Object)
    return 0;
  return S.Arrow ? pointee(load(S.Object)) : placeOf(S.Object);
}

/// The type of the object as written, before conversions to a base.
static QualType writtenType(const Expr *Object) {
  const Expr *Bare = Object->IgnoreParenImpCasts();
  QualType T = Bare->getType();
  return T->isPointerType() ? T->getPointeeType() : T;
}

/// Arguments that nobody wrote are no arguments of the operation.
static void stripDefaults(CallSite &S) {
  while (!S.Args.empty() && isa<CXXDefaultArgExpr>(S.Args.back()))
    S.Args.pop_back();
}

bool FunctionLowering::modelledMember(CallSite &S) {
  const auto *M = dyn_cast<CXXMethodDecl>(S.Callee);
  if (!M || !S.Object)
    return false;
  const model::Type *T = U.T.ofMethod(writtenType(S.Object), M);
  if (!T)
    return false;
  if (!U.T.isUserFunction(M))
    stripDefaults(S);
  if (T->Kind != TypeKind::Guard)
    stripPolicies(S);
  size_t Written = llvm::count_if(
      S.Args, [](const Expr *A) { return !isa<CXXDefaultArgExpr>(A); });
  const model::Operation *Op =
      isa<CXXConversionDecl>(M)
          ? T->operation("(conversion)", 0)
          : T->operation(M->getDeclName().getAsString(), Written);
  if (Op)
    stripDefaults(S);
  if (Op) {
    operation(S, *Op, T);
    return true;
  }
  if (M->getOverloadedOperator() == OO_Equal) {
    assignObject(S);
    return true;
  }
  if (T->Kind == TypeKind::Map) {
    std::optional<Role> Other = M->isConst() ? T->OtherConst : T->OtherMutable;
    if (!Other)
      return true;
    model::Operation Default;
    Default.What = *Other;
    operation(S, Default, T);
    return true;
  }
  // A class of the user may be modelled in part.
  if (U.T.isUserFunction(M))
    return false;
  if (T->Kind != TypeKind::ThreadSafe) {
    libraryCall(S);
    return true;
  }
  // What a monitor hands out is not the object itself.
  for (const Expr *A : S.Args)
    callableEscapes(A);
  return true;
}

/// A function, or an object of a library that is called like one.
static const NamedDecl *functionLike(const CallSite &S) {
  if (!S.Object)
    return S.Callee;
  const auto *Ref = dyn_cast<DeclRefExpr>(S.Object->IgnoreParenImpCasts());
  const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  return V && V->hasGlobalStorage() &&
                 S.Callee->getOverloadedOperator() == OO_Call
             ? V
             : nullptr;
}

bool FunctionLowering::modelledFunction(CallSite &S) {
  const NamedDecl *Named = functionLike(S);
  if (!Named)
    return false;
  const std::string &Name = U.N.model(Named);
  size_t Written = llvm::count_if(
      S.Args, [](const Expr *A) { return !isa<CXXDefaultArgExpr>(A); });
  if (!U.T.models().function(Name, Written) && !U.T.models().function(Name))
    return false;
  stripDefaults(S);
  stripPolicies(S);
  const model::Operation *Op = U.T.models().function(Name, S.Args.size());
  if (!Op)
    return false;
  S.Object = nullptr;
  operation(S, *Op, nullptr);
  return true;
}

/// A library's function beside its map does what the member of that name does:
/// `swap(a, b)`, found by the argument ([swappable.requirements]).
bool FunctionLowering::modelledLikeMember(CallSite &S) {
  if (S.Object || S.Args.empty() || isa<CXXMethodDecl>(S.Callee) ||
      !S.Callee->getDeclName().isIdentifier() || U.T.isUserFunction(S.Callee))
    return false;
  const model::Type *T = U.T.inherited(S.Args[0]->getType());
  if (!T || T->Kind != TypeKind::Map)
    return false;
  const model::Operation *Op =
      T->operation(S.Callee->getName(), S.Args.size() - 1);
  if (!Op)
    return false;
  S.Object = S.Args[0];
  S.Args.erase(S.Args.begin());
  operation(S, *Op, T);
  return true;
}

void FunctionLowering::operation(CallSite &S, const model::Operation &Op,
                                 const model::Type *T) {
  if (Op.What != Role::Spawn && Op.What != Role::Bind &&
      Op.What != Role::Invoke && Op.What != Role::InvokeOnce) {
    // Who waits returns when its predicate holds.
    Path Answer = invokeCallables(S, Op);
    if (Op.What == Role::Join && Answer)
      emit(Event::Assume, S.E->getExprLoc()).Target = Answer;
  }
  if (flagRole(S, Op, T))
    return;
  if (mapRole(S, Op, T) || lockRole(S, Op, T) || guardRole(S, Op, T) ||
      permitRole(S, Op) || threadRole(S, Op, T) || valueRole(S, Op, T))
    return;
  switch (Op.What) {
  case Role::Invoke:
    return invokeOperation(S, Op);
  case Role::InvokeOnce:
    return invokeOnce(S, Op);
  case Role::Bind:
    return Op.Argument < 0 ? bind(S) : bindTo(S, Op);
  default:
    return;
  }
}

//===-- Arguments and results --------------------------------------------===//

ir::Operand FunctionLowering::argument(const Expr *E, QualType Parameter) {
  SourceLocation L = E->getExprLoc();
  QualType T = E->getType();
  Val V = eval(E);
  if (Parameter->isReferenceType()) {
    // It may be changed behind the reference.
    if (!Parameter->getPointeeType().isConstQualified())
      changed(E, false);
    if (V.K == Val::None)
      return {};
    Operand Op = address(V, T, L);
    if (!U.T.record(T) && !T->isPointerType())
      Op.Name = constant(E).Name;
    return Op;
  }
  if (U.T.record(T)) {
    Operand Op = load(V);
    if (!Op.Name)
      if (std::string Text = text(E); Text != "?")
        Op.Name = U.symbol(Text);
    return Op;
  }
  if (T->isPointerType() || T->isMemberPointerType() || T->isFunctionType() ||
      U.T.exact(T))
    return load(V);
  return constant(E);
}

ir::Path FunctionLowering::destination(const Expr *E, llvm::StringRef Name) {
  E = E->IgnoreParens();
  auto It = Destinations.find(E);
  if (It != Destinations.end())
    return It->second;
  return Destinations[E] = temporary(Name);
}

ir::Path FunctionLowering::resultFor(const Expr *E) {
  const auto *Call = dyn_cast<CallExpr>(E);
  QualType T = Call ? Call->getCallReturnType(U.Context) : E->getType();
  if (T->isReferenceType()) {
    Path P = temporary("ret");
    remember(E, Val::place(deref(P)));
    return P;
  }
  if (T->isPointerType() || T->isMemberPointerType()) {
    if (!U.T.matters(T))
      return 0;
    Path P = temporary("ret");
    remember(E, Val::value({Operand::Value, P, 0}));
    return P;
  }
  if (U.T.record(T)) {
    if (!U.T.matters(T))
      return 0;
    Path P = destination(E, "tmp");
    begin(P, T, E->getBeginLoc());
    remember(E, Val::value({Operand::Move, P, 0}));
    return P;
  }
  if (T->isBooleanType() && Scanned.Tested.contains(E)) {
    Path P = temporary("ret");
    remember(E, Val::value({Operand::Value, P, 0}));
    return P;
  }
  return 0;
}

void FunctionLowering::setResult(const Expr *E, Operand Op) {
  auto It = Destinations.find(E->IgnoreParens());
  if (It == Destinations.end() || !U.T.record(E->getType())) {
    remember(E, Val::value(Op));
    return;
  }
  begin(It->second, E->getType(), E->getBeginLoc());
  store(It->second, Op, E->getExprLoc());
  remember(E, Val::value({Operand::Move, It->second, 0}));
}

void FunctionLowering::setPlace(const Expr *E, Path P) {
  if (E->isGLValue())
    remember(E, Val::place(P));
  else
    setResult(E, addressOf(P));
}

const CXXMethodDecl *FunctionLowering::devirtualised(const CallSite &S,
                                                     bool &Virtual) {
  const auto *M = cast<CXXMethodDecl>(S.Callee);
  Virtual = false;
  if (!M->isVirtual() || !S.Object)
    return M;
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(S.E))
    if (const auto *Member =
            dyn_cast<MemberExpr>(Call->getCallee()->IgnoreParens());
        Member && !Member->performsVirtualDispatch(U.Context.getLangOpts()))
      return M;
  if (const CXXMethodDecl *Final = M->getDevirtualizedMethod(S.Object, false))
    return Final;
  Virtual = true;
  return M;
}

//===-- Calls without a model --------------------------------------------===//

void FunctionLowering::userCall(const CallSite &S) {
  const FunctionDecl *Callee = S.Callee;
  const auto *M = dyn_cast<CXXMethodDecl>(Callee);
  bool Virtual = false;
  std::vector<Operand> Args;
  if (M && S.Object) {
    Callee = devirtualised(S, Virtual);
    Operand Object = S.Arrow ? load(S.Object) : addressOf(objectOf(S));
    Args.push_back(Object);
    elementRead(pointee(Object), M->getDeclName().getAsString(),
                S.E->getExprLoc());
    if (!M->isConst() && !S.Arrow)
      changed(S.Object, false);
  }
  for (unsigned I = 0; I < S.Args.size(); ++I)
    Args.push_back(argument(S.Args[I], I < Callee->getNumParams()
                                           ? Callee->getParamDecl(I)->getType()
                                           : S.Args[I]->getType()));
  if (!Virtual)
    readByCallee(S, Callee);
  Path Result = 0;
  for (const Promise &Any : promises(Callee))
    if (Any.What == Promise::Tries)
      Result = answer(S.E, Any.ZeroIsSuccess ? Val::IsZero : Val::IsTrue);
  if (!Result)
    Result = resultFor(S.E);
  Event &E = emit(Event::Call, S.E->getExprLoc());
  E.Callee = U.function(Callee);
  E.Virtual = Virtual;
  E.Result = Result;
  E.Args = std::move(Args);
  tellListeners(S, Callee);
}

/// A map that is passed by reference to const is read by the callee, unless its
/// body is in sight and tells what it does.
void FunctionLowering::readByCallee(const CallSite &S,
                                    const FunctionDecl *Callee) {
  for (unsigned I = 0; I < S.Args.size() && I < Callee->getNumParams(); ++I) {
    QualType T = Callee->getParamDecl(I)->getType();
    if (!T->isLValueReferenceType() ||
        !T->getPointeeType().isConstQualified() ||
        !U.T.is(T.getNonReferenceType(), model::TypeKind::Map) ||
        !S.Args[I]->isLValue())
      continue;
    Path Map = placeOf(S.Args[I]);
    if (!Map)
      continue;
    Event &E = emit(Event::Access, S.Args[I]->getExprLoc());
    E.Target = Map;
    E.Text = U.symbol(Callee->getNameAsString());
    E.Callee = U.function(Callee);
  }
}

/// A call of a library that no model tells of.
void FunctionLowering::libraryCall(const CallSite &S) {
  for (const Expr *A : S.Args)
    callableEscapes(A);
  if (!S.Object)
    return;
  changed(S.Object, false);
  // Classes of libraries that are used like pointers are taken for pointers.
  switch (S.Callee->getOverloadedOperator()) {
  case OO_Star:
    if (S.Args.empty())
      setPlace(S.E, pointee(load(S.Object)));
    return;
  case OO_Arrow:
    return remember(S.E, Val::value(load(S.Object)));
  case OO_PlusPlus:
  case OO_MinusMinus:
  case OO_PlusEqual:
  case OO_MinusEqual:
    if (S.E->isGLValue())
      remember(S.E, eval(S.Object));
    else
      remember(S.E, Val::value(load(S.Object)));
    return;
  case OO_Subscript:
    if (S.Args.size() == 1 && S.E->isGLValue())
      remember(S.E, Val::place(index(objectOf(S), text(S.Args[0]))));
    return;
  default:
    break;
  }
  const auto *M = cast<CXXMethodDecl>(S.Callee);
  if (Val V = eval(S.Object); V.K == Val::Place) {
    std::string Name = M->getDeclName().getAsString();
    if (M->isConst())
      elementRead(V.P, Name, S.E->getExprLoc());
    else
      elementWritten(V.P, Name, S.E->getExprLoc());
  }
}

void FunctionLowering::indirectCall(const CallExpr *E) {
  const Expr *Called = E->getCallee()->IgnoreParenImpCasts();
  std::vector<Argument> Args;
  if (const auto *B = dyn_cast<BinaryOperator>(Called);
      B && (B->getOpcode() == BO_PtrMemD || B->getOpcode() == BO_PtrMemI)) {
    // The object goes first, as an address.
    Val Object = eval(B->getLHS());
    if (B->getOpcode() == BO_PtrMemD && Object.K == Val::Place)
      Object = Val::value(addressOf(Object.P));
    Args.push_back({Object, {}, nullptr});
    Called = B->getRHS()->IgnoreParenImpCasts();
  } else if (const auto *U = dyn_cast<UnaryOperator>(Called);
             U && U->getOpcode() == UO_Deref) {
    Called = U->getSubExpr()->IgnoreParenImpCasts();
  }
  CalleeRef C = callable(Called);
  if (!C)
    return;
  for (const Expr *A : E->arguments())
    Args.push_back({eval(A), A->getType(), A});
  Path Result = resultFor(E);
  invoke(Event::Call, C, Args, E->getExprLoc()).Result = Result;
}

} // namespace maprace::lower
