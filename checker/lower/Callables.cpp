// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Lambdas, function objects and pointers, bound callables, and the library's
// functions that call what they are given.

#include "checker/lower/Compat.h"
#include "checker/lower/FunctionLowering.h"

#include "clang/AST/DeclTemplate.h"

using namespace clang;

namespace maprace::lower {

using ir::Event;
using ir::StepKind;
using model::TypeKind;

void FunctionLowering::closure(const LambdaExpr *E) {
  Path P = destination(E, "lambda");
  begin(P, E->getType(), E->getBeginLoc());
  remember(E, Val::value({Operand::Move, P, 0}));
  const CXXRecordDecl *Class = E->getLambdaClass();
  SourceLocation L = E->getBeginLoc();
  if (!U.P.Paths.isRoot(P))
    if (const FunctionDecl *Operator = callOperator(Class, ~0u))
      store(P, {Operand::Function, 0, U.function(Operator)}, L);
  const auto *Init = E->capture_init_begin();
  for (const LambdaCapture &C : E->captures()) {
    const Expr *Source = *Init++;
    Path Field = capturePlace(P, Class, C);
    if (Source && Field)
      capture(Field, C, Source);
  }
}

void FunctionLowering::capture(Path Field, const LambdaCapture &C,
                               const Expr *Source) {
  SourceLocation L = C.getLocation();
  if (C.capturesThis()) {
    Operand This = load(thisValue());
    store(Field,
          C.getCaptureKind() == LCK_StarThis
              ? Operand{Operand::Value, thisObject(), 0}
              : This,
          L);
    return;
  }
  Val V = eval(Source);
  if (C.getCaptureKind() == LCK_ByRef) {
    if (V.K == Val::Place && V.P)
      store(Field, addressOf(V.P), L);
    return;
  }
  QualType T = C.getCapturedVar()->getType().getNonReferenceType();
  if (U.T.record(T)) {
    // Constructed in place, or a copy that has no constructor to tell of it.
    if (V.K == Val::Value && V.Op.Where != Field)
      store(Field, V.Op, L);
    return;
  }
  scalarInto(Field, T, Source);
  // The body may use it as an index.
  if (Operand Text = constant(Source);
      Text.Name && !llvm::StringRef(U.P.text(Text.Name)).starts_with('{'))
    store(Field, Text, L);
}

/// What the conversion of a lambda to a function pointer gives: a function
/// that calls the lambda without its object.
ir::Symbol FunctionLowering::invoker(const CXXRecordDecl *Closure) {
  const FunctionDecl *Operator = callOperator(Closure, ~0u);
  if (!Operator)
    return 0;
  std::string Key = U.N.type(Closure) + "::(invoker)";
  ir::Function Invoker;
  Invoker.Key = U.symbol(Key);
  Invoker.Display = U.symbol(U.N.display(Operator));
  Invoker.Where = U.N.loc(Operator->getLocation());
  Event Call;
  Call.K = Event::Call;
  Call.Where = Invoker.Where;
  Call.Callee = U.function(Operator);
  Call.Args.push_back({});
  for (const ParmVarDecl *P : Operator->parameters()) {
    Invoker.ByValue.push_back(!P->getType()->isReferenceType() &&
                              U.T.record(P->getType()));
    Call.Args.push_back(
        {Operand::Value, parameter(P->getFunctionScopeIndex()), 0});
  }
  ir::Block Body;
  Body.Events.push_back(std::move(Call));
  Invoker.Blocks.push_back(std::move(Body));
  U.P.Functions.try_emplace(Key, std::move(Invoker));
  return U.symbol(Key);
}

bool FunctionLowering::isCallable(QualType T) {
  T = T.getNonReferenceType();
  if (T->isFunctionPointerType() || T->isFunctionType() ||
      T->isMemberFunctionPointerType())
    return true;
  if (U.T.is(T, TypeKind::Callable))
    return true;
  const CXXRecordDecl *R = U.T.record(T);
  if (!R || !R->hasDefinition())
    return false;
  if (R->isLambda())
    return true;
  return U.T.isUserClass(R) && callOperator(R, ~0u);
}

/// Of an overloaded or generic call operator: the one that takes \p Arguments
/// (any, if ~0) and has a body.
const FunctionDecl *FunctionLowering::callOperator(const CXXRecordDecl *R,
                                                   unsigned Arguments) {
  if (!R->hasDefinition())
    return nullptr;
  R = R->getDefinition();
  DeclarationName Name = U.Context.DeclarationNames.getCXXOperatorName(OO_Call);
  const FunctionDecl *Any = nullptr;
  auto Consider = [&](const FunctionDecl *Candidate) {
    if (Candidate->isDependentContext())
      return false;
    if (!Any || (!Any->isDefined() && Candidate->isDefined()))
      Any = Candidate;
    return Arguments != ~0u && Candidate->isDefined() &&
           Candidate->getMinRequiredArguments() <= Arguments &&
           Candidate->getNumParams() >= Arguments;
  };
  for (const NamedDecl *D : R->lookup(Name)) {
    if (const auto *Template = dyn_cast<FunctionTemplateDecl>(D)) {
      for (const FunctionDecl *Instance : Template->specializations())
        if (Consider(Instance))
          return Instance;
    } else if (const auto *M = dyn_cast<CXXMethodDecl>(D)) {
      if (Consider(M))
        return M;
    }
  }
  if (Any)
    return Any;
  for (const CXXBaseSpecifier &B : R->bases())
    if (const CXXRecordDecl *Base = B.getType()->getAsCXXRecordDecl())
      if (const FunctionDecl *Found = callOperator(Base, Arguments))
        return Found;
  return nullptr;
}

CalleeRef FunctionLowering::callable(const Expr *E) {
  return callable(eval(E), E->getType(), E->getExprLoc());
}

CalleeRef FunctionLowering::callable(const Val &V, QualType T,
                                     SourceLocation L) {
  CalleeRef C;
  T = T.getNonReferenceType();
  const CXXRecordDecl *R = U.T.record(T);
  // A reference to a function object.
  if (R && U.T.is(T, TypeKind::Pointer)) {
    const CXXRecordDecl *Inner = U.T.target(T);
    if (QualType Referred =
            Inner ? compat::typeOf(U.Context, Inner) : QualType();
        U.T.is(Referred, TypeKind::Callable))
      return callableAt(pointee(load(V)), Referred);
    if (const FunctionDecl *Operator =
            Inner ? callOperator(Inner, ~0u) : nullptr) {
      C.Function = Operator;
      C.Key = U.function(Operator);
      C.Object = pointee(load(V));
      return C;
    }
  }
  bool HasCode = R && (R->isLambda() || U.T.isUserClass(R));
  if (HasCode && !U.T.is(T, TypeKind::Callable)) {
    C.Function = callOperator(R, ~0u);
    if (!C.Function)
      return C;
    C.Key = U.function(C.Function);
    C.Object = placeOf(V, T, L);
    return C;
  }
  Operand Op = load(V);
  if (Op.K == Operand::Function) {
    C.Key = Op.Name;
    C.Function = U.declaration(Op.Name);
    if (const auto *M = dyn_cast_or_null<CXXMethodDecl>(C.Function))
      C.Virtual = M->isVirtual();
    return C;
  }
  return callableAt(V.K == Val::Place ? V.P : Op.Where, T);
}

CalleeRef FunctionLowering::callableAt(Path Target, QualType T) {
  CalleeRef C;
  C.Target = Target;
  C.Member = T->isMemberFunctionPointerType();
  QualType Called = T;
  if (T->isPointerType() || T->isMemberPointerType())
    Called = T->getPointeeType();
  else if (const auto *S =
               dyn_cast_or_null<ClassTemplateSpecializationDecl>(U.T.record(T));
           S && S->getTemplateArgs().size() &&
           S->getTemplateArgs()[0].getKind() == TemplateArgument::Type)
    Called = S->getTemplateArgs()[0].getAsType(); // function<R(A...)>
  C.Signature = Called->getAs<FunctionProtoType>();
  return C;
}

/// The values of \p Args as the parameters of \p C take them.
std::vector<ir::Operand> FunctionLowering::pass(const CalleeRef &C,
                                                llvm::ArrayRef<Argument> Args,
                                                SourceLocation L) {
  std::vector<Operand> Result;
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(C.Function);
  if (C.Object)
    Result.push_back(addressOf(C.Object));
  bool ObjectFirst = !C.Object && ((M && M->isInstance()) || C.Member);
  unsigned Parameter = 0;
  for (const Argument &A : Args) {
    // An element that an algorithm goes over comes without a type.
    QualType Given =
        A.Type.isNull() ? QualType() : A.Type.getNonReferenceType();
    if (ObjectFirst) {
      // A pointer, a smart pointer, a reference or the object itself.
      ObjectFirst = false;
      bool Pointer = Given.isNull() || U.T.isPointerLike(Given);
      Result.push_back(Pointer ? load(A.V) : address(A.V, Given, L));
      continue;
    }
    QualType T;
    if (C.Function && Parameter < C.Function->getNumParams())
      T = C.Function->getParamDecl(Parameter)->getType();
    else if (!C.Function && C.Signature &&
             Parameter < C.Signature->getNumParams())
      T = C.Signature->getParamType(Parameter);
    ++Parameter;
    if (A.V.K == Val::None) {
      Result.push_back(A.E ? constant(A.E) : Operand());
      continue;
    }
    bool ByReference = C.References || (!T.isNull() && T->isReferenceType());
    if (ByReference && !T.isNull() && !A.Type.isNull() &&
        U.T.is(A.Type, TypeKind::Pointer) && !U.T.is(T, TypeKind::Pointer))
      Result.push_back(load(A.V)); // a reference in a wrapper
    else if (ByReference)
      Result.push_back(address(A.V, Given, L));
    else if (A.E && A.E->getType()->isIntegralOrEnumerationType())
      Result.push_back(constant(A.E));
    else
      Result.push_back(load(A.V));
  }
  return Result;
}

ir::Event &FunctionLowering::invoke(Event::Kind K, const CalleeRef &C,
                                    llvm::ArrayRef<Argument> Args,
                                    SourceLocation L) {
  std::vector<Operand> Passed = pass(C, Args, L);
  Event &E = emit(K, L);
  E.Callee = C.Key;
  E.Target = C.Key ? 0 : C.Target;
  E.Virtual = C.Virtual;
  E.Args = std::move(Passed);
  return E;
}

//===-- Functions that call ----------------------------------------------===//

/// The name of a function, or of an object of a library that is called.
static std::string calledName(const CallSite &S) {
  const auto *Operator = dyn_cast<CXXOperatorCallExpr>(S.E);
  const auto *Ref =
      Operator
          ? dyn_cast<DeclRefExpr>(Operator->getArg(0)->IgnoreParenImpCasts())
          : nullptr;
  return Ref ? Ref->getDecl()->getNameAsString() : S.Callee->getNameAsString();
}

/// What a callable shares with the future that waits until it was called.
ir::Path FunctionLowering::taskState(Path Task) {
  return step(Task, ir::StepKind::Field, U.symbol("$state"));
}

void FunctionLowering::invokeOperation(CallSite &S,
                                       const model::Operation &Op) {
  SourceLocation L = S.E->getExprLoc();
  if (Op.Callables.size() == 1 && Op.Callables[0] == model::Operation::Self) {
    if (!S.Object)
      return;
    CalleeRef C = callableAt(objectOf(S), S.Object->getType());
    if (!C)
      return;
    std::vector<Argument> Args;
    for (const Expr *A : S.Args)
      Args.push_back({eval(A), A->getType(), A});
    Path Result = resultFor(S.E);
    invoke(Event::Call, C, Args, L).Result = Result;
    const model::Type *T = U.T.inherited(S.objectType());
    if (T && T->has(model::Role::GetFuture))
      emit(Event::Signal, L).Target = deref(taskState(C.Target));
    return;
  }
  if (Op.PassFrom >= 0 && Op.Callables.size() == 1) {
    const Expr *Callable = argumentAt(S, Op.Callables[0]);
    CalleeRef C = Callable ? callable(Callable) : CalleeRef();
    if (!C)
      return;
    std::vector<Argument> Args;
    for (unsigned I = Op.PassFrom; I < S.Args.size(); ++I)
      Args.push_back({eval(S.Args[I]), S.Args[I]->getType(), S.Args[I]});
    visit(C, U.T.record(Callable->getType()));
    Path Result = resultFor(S.E);
    invoke(Event::Call, C, Args, L).Result = Result;
    return;
  }
  // Who goes over the elements of a map reads it.
  const Expr *Over = argumentAt(S, Op.ElementsOf);
  const model::Type *Range =
      Over && Over->isGLValue() ? U.T.inherited(Over->getType()) : nullptr;
  if (Range && Range->Kind == TypeKind::Map)
    access(placeOf(Over), model::Role::Iterate, calledName(S), L);
  invokeCallables(S, Op);
}

/// Every callable argument is called before the operation returns.
ir::Path FunctionLowering::invokeCallables(CallSite &S,
                                           const model::Operation &Op) {
  Path Answer = 0;
  if (Op.What != model::Role::Invoke && Op.Callables.empty())
    return Answer;
  if (Op.Callables.empty()) {
    for (const Expr *A : S.Args)
      if (isCallee(A))
        Answer = invokeOver(S, A, Op);
    return Answer;
  }
  for (int I : Op.Callables)
    if (const Expr *A = argumentAt(S, I); A && isCallee(A))
      Answer = invokeOver(S, A, Op);
  return Answer;
}

/// The operation of a modelled type whose member \p Callable names, by itself
/// or bound; null if it is none.
const model::Operation *FunctionLowering::namedOperation(const Expr *Callable) {
  const Expr *E = Callable->IgnoreImplicit();
  while (const auto *C = dyn_cast<CallExpr>(E)) {
    if (!binds(C) || C->getNumArgs() == 0)
      return nullptr;
    E = C->getArg(0)->IgnoreImplicit();
  }
  const auto *Address = dyn_cast<UnaryOperator>(E->IgnoreParenImpCasts());
  const auto *Ref =
      Address && Address->getOpcode() == UO_AddrOf
          ? dyn_cast<DeclRefExpr>(Address->getSubExpr()->IgnoreParens())
          : nullptr;
  const auto *M = Ref ? dyn_cast<CXXMethodDecl>(Ref->getDecl()) : nullptr;
  const model::Type *T =
      M && M->getIdentifier() ? U.T.exact(M->getParent()) : nullptr;
  return T ? T->operation(M->getName(), 0) : nullptr;
}

/// The type of the elements that \p C takes; null if it does not tell.
static QualType elementTaken(const CalleeRef &C) {
  return C.Function && C.Function->getNumParams() != 0
             ? C.Function->getParamDecl(0)->getType().getNonReferenceType()
             : QualType();
}

/// Calls \p Callable on the elements that the operation goes over.
ir::Path FunctionLowering::invokeOver(CallSite &S, const Expr *Callable,
                                      const model::Operation &Op) {
  CalleeRef C = callable(Callable);
  SourceLocation L = Callable->getExprLoc();
  const model::Operation *Named = namedOperation(Callable);
  if (!C && !Named)
    return 0;
  Val Element;
  if (Op.ElementsOf == model::Operation::TheObject) {
    Element = Val::place(index(objectOf(S), "?"));
  } else if (const Expr *Over = argumentAt(S, Op.ElementsOf)) {
    Val V = eval(Over);
    if (U.T.is(Over->getType(), TypeKind::Container) ||
        U.T.is(Over->getType(), TypeKind::Map) ||
        Over->getType()->isArrayType())
      Element = Val::place(index(V.P, "?"));
    else if (const Expr *Of = viewed(Over, elementTaken(C)))
      Element = Val::place(index(eval(Of).P, "?"));
    else
      Element = Val::place(pointee(load(V)));
    // Each of the threads has an element of its own.
    if (const ir::PathTable::Node N = U.P.Paths[Element.P];
        S.Parallel && N.Parent && N.Step == ir::StepKind::Index)
      Element = Val::place(index(N.Parent, ir::EachElement));
  }
  if (Named) {
    if (Named->What == model::Role::Join && Element.P)
      emit(Event::Join, L).Target = Element.P;
    return 0;
  }
  std::vector<Argument> Args;
  unsigned Count = C.Function ? C.Function->getNumParams() : 0;
  if (const auto *M = dyn_cast_or_null<CXXMethodDecl>(C.Function))
    Count += !C.Object && M->isInstance();
  for (unsigned I = 0; I < Count; ++I)
    Args.push_back({Element, {}, nullptr});
  if (!S.Parallel) {
    bool Answers = C.Function && C.Function->getReturnType()->isBooleanType();
    Path Answer = Answers ? temporary("ret") : 0;
    invoke(Event::Call, C, Args, L).Result = Answer;
    return Answer;
  }
  Path Handle = temporary("threads");
  Event &E = invoke(Event::Spawn, C, Args, L);
  E.Many = true;
  E.Result = Handle;
  emit(Event::Join, L).Target = Handle;
  return 0;
}

void FunctionLowering::invokeOnce(CallSite &S, const model::Operation &Op) {
  SourceLocation L = S.E->getExprLoc();
  Path Flag = subject(S, Op);
  if (Flag) {
    Event &E = emit(Event::Acquire, L);
    E.Target = Flag;
    E.Flag = true;
  }
  const Expr *Callable =
      argumentAt(S, Op.Callables.empty() ? -1 : Op.Callables[0]);
  if (CalleeRef C = Callable ? callable(Callable) : CalleeRef()) {
    std::vector<Argument> Args;
    for (unsigned I = Op.PassFrom; Op.PassFrom >= 0 && I < S.Args.size(); ++I)
      Args.push_back({eval(S.Args[I]), S.Args[I]->getType(), S.Args[I]});
    invoke(Event::Call, C, Args, L);
  }
  if (!Flag)
    return;
  emit(Event::Release, L).Target = Flag;
  Event &E = emit(Event::Acquire, L);
  E.Target = Flag;
  E.Mode = ir::LockMode::Shared;
  E.Flag = true;
}

/// A library's object that stands for an argument to come.
static bool isPlaceholder(const Expr *E) {
  const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
  const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  return V && V->hasGlobalStorage() && V->getType()->isRecordType();
}

void FunctionLowering::bind(CallSite &S) {
  if (S.Args.empty())
    return;
  SourceLocation L = S.E->getExprLoc();
  Path P = destination(S.E, "bind");
  begin(P, S.E->getType(), S.E->getBeginLoc());
  remember(S.E, Val::value({Operand::Move, P, 0}));
  CalleeRef C = callable(S.Args[0]);
  if (C.Key && !C.Object) {
    store(P, {Operand::Function, 0, C.Key}, L);
  } else if (Path From = C.Object ? C.Object : C.Target) {
    store(P, {Operand::Value, From, 0}, L);
  }
  // Bound values go to the parameters as if they were passed now.
  std::vector<Argument> Args;
  for (const Expr *A : llvm::ArrayRef(S.Args).drop_front())
    Args.push_back({eval(A), A->getType(), A});
  CalleeRef Plain = C;
  Plain.Object = 0;
  if (C.Object)
    Plain.Function = nullptr;
  std::vector<Operand> Values = pass(Plain, Args, L);
  for (unsigned I = 0; I < Values.size(); ++I) {
    // From a placeholder on, the call's own arguments follow.
    if (Values[I].K == Operand::Unknown && isPlaceholder(S.Args[I + 1]))
      return;
    store(step(P, StepKind::Field, U.symbol("$" + std::to_string(I))),
          Values[I], L);
  }
}

/// A callable goes to code that is not in sight.
void FunctionLowering::callableEscapes(const Expr *E) {
  if (!isCallable(E->getType()))
    return;
  Operand Op = load(E);
  if (Op.K == Operand::Function) {
    U.escapes(Op.Name);
    return;
  }
  const CXXRecordDecl *R = U.T.record(E->getType());
  if (const FunctionDecl *Operator = R ? callOperator(R, ~0u) : nullptr)
    if (R->isLambda() || U.T.isUserClass(R))
      U.escapes(U.function(Operator));
}

} // namespace maprace::lower
