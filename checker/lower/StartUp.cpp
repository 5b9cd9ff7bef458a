// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Static locals are not among them: they are initialised where control passes.

#include "checker/lower/StartUp.h"
#include "checker/lower/FunctionLowering.h"

#include "clang/AST/Stmt.h"

using namespace clang;

namespace maprace::lower {

void StartUp::see(const VarDecl *V) {
  const Expr *Init = V->getInit();
  if (!Init || !V->isFileVarDecl() || V->isConstexpr() ||
      V->getTLSKind() != VarDecl::TLS_None || V->isInvalidDecl() ||
      V->getDeclContext()->isDependentContext() || Init->containsErrors() ||
      Init->isInstantiationDependent())
    return;
  const std::string &File = U.P.Files[U.N.loc(V->getLocation()).File];
  Files[File].push_back(V);
}

void StartUp::lower() {
  for (const auto &[File, Variables] : Files) {
    std::vector<Stmt *> Declarations;
    for (const VarDecl *V : Variables)
      Declarations.push_back(
          new (U.Context) DeclStmt(DeclGroupRef(const_cast<VarDecl *>(V)),
                                   V->getBeginLoc(), V->getEndLoc()));
    SourceLocation First = Variables.front()->getLocation();
    Region Part;
    Part.Body = CompoundStmt::Create(U.Context, Declarations,
                                     FPOptionsOverride(), First, First);
    Part.Key = File + ":(initialisers)";
    ir::Function Result;
    Result.Key = U.symbol(Part.Key);
    Result.Display =
        U.symbol("initialisers of " + File.substr(File.find_last_of('/') + 1));
    Result.Reachable = ir::Reach::StartUp;
    Result.Where = U.N.loc(First);
    FunctionLowering Lowering(U, nullptr, Result, &Part);
    if (Lowering.run() && !Result.Blocks.empty())
      U.P.Functions.emplace(Part.Key, std::move(Result));
  }
}

} // namespace maprace::lower
