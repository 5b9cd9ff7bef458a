// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Function objects with several call operators, such as visitors: which of them
// runs is known only when the program does.

#include "checker/lower/FunctionLowering.h"

#include "clang/AST/DeclTemplate.h"

#include "llvm/ADT/SetVector.h"

using namespace clang;

namespace maprace::lower {

using ir::Event;

/// Adds the call operators of \p R with a body, those of its bases as well.
static void addOperators(ASTContext &Context, const CXXRecordDecl *R,
                         llvm::SmallSetVector<const FunctionDecl *, 8> &All) {
  if (!R || !R->hasDefinition())
    return;
  R = R->getDefinition();
  auto Add = [&](const FunctionDecl *F) {
    if (!F->isDependentContext() && F->isDefined())
      All.insert(F);
  };
  DeclarationName Name = Context.DeclarationNames.getCXXOperatorName(OO_Call);
  for (const NamedDecl *D : R->lookup(Name)) {
    D = D->getUnderlyingDecl();
    if (const auto *Template = dyn_cast<FunctionTemplateDecl>(D)) {
      for (const FunctionDecl *Instance : Template->specializations())
        Add(Instance);
    } else if (const auto *M = dyn_cast<CXXMethodDecl>(D)) {
      Add(M);
    }
  }
  for (const CXXBaseSpecifier &B : R->bases())
    addOperators(Context, B.getType()->getAsCXXRecordDecl(), All);
}

/// If \p C is an object of class \p R with several call operators, makes it a
/// function that calls one of these, whichever, on what its parameters refer
/// to.
void FunctionLowering::visit(CalleeRef &C, const CXXRecordDecl *R) {
  llvm::SmallSetVector<const FunctionDecl *, 8> All;
  if (C.Object)
    addOperators(U.Context, R, All);
  if (All.size() < 2)
    return;
  std::string Key = U.N.type(R) + "::(any)";
  C.Key = U.symbol(Key);
  ir::Function Any;
  Any.Key = C.Key;
  Any.Display = U.symbol(U.N.display(C.Function));
  Any.Where = U.N.loc(C.Function->getLocation());
  C.Function = nullptr;
  C.References = true;
  Path Answer = U.P.Paths.root(ir::Root::Local, U.symbol("answer"));
  unsigned Last = All.size() + 1;
  Any.Blocks.resize(Last + 1);
  for (unsigned I = 0; I != All.size(); ++I) {
    const FunctionDecl *F = All[I];
    Event Call, Return;
    Call.K = Event::Call;
    Call.Where = Return.Where = Any.Where;
    Call.Callee = U.function(F);
    Call.Result = Answer;
    Call.Args.push_back({Operand::Value, parameter(0), 0});
    for (const ParmVarDecl *P : F->parameters()) {
      Path Given = parameter(P->getFunctionScopeIndex() + 1);
      bool Reference = P->getType()->isReferenceType();
      Call.Args.push_back(
          {Operand::Value, Reference ? Given : deref(Given), 0});
    }
    Return.K = Event::Return;
    Return.Args.push_back({Operand::Value, Answer, 0});
    Any.Blocks[0].Successors.push_back(I + 1);
    Any.Blocks[I + 1].Events = {std::move(Call), std::move(Return)};
    Any.Blocks[I + 1].Successors = {Last};
    Any.ByValue.resize(
        std::max<size_t>(Any.ByValue.size(), F->getNumParams() + 1));
  }
  U.P.Functions.try_emplace(Key, std::move(Any));
}

} // namespace maprace::lower
