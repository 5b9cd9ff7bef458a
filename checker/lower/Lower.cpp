// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From a translation unit to a program: which functions and classes enter it,
// and who may reach them.

#include "checker/lower/Lower.h"
#include "checker/lower/Annotations.h"
#include "checker/lower/FunctionLowering.h"
#include "checker/lower/Prune.h"
#include "checker/lower/Services.h"
#include "checker/lower/StartUp.h"
#include "checker/lower/Suppressions.h"

#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace maprace::lower {
namespace {

class UnitVisitor : public RecursiveASTVisitor<UnitVisitor> {
public:
  UnitVisitor(Unit &U, Result &Out) : Initial(U), U(U), Out(Out) {}
  bool shouldVisitTemplateInstantiations() const { return true; }
  bool shouldVisitImplicitCode() const { return true; }
  bool shouldVisitLambdaBody() const { return true; }

  /// What stands in system headers is not even looked at.
  bool TraverseDecl(Decl *D) {
    if (!D || isa<TranslationUnitDecl>(D))
      return RecursiveASTVisitor::TraverseDecl(D);
    if (!isa<NamespaceDecl, LinkageSpecDecl>(D) && D->getLocation().isValid() &&
        !U.N.inUserCode(D))
      return true;
    return RecursiveASTVisitor::TraverseDecl(D);
  }
  bool VisitFunctionDecl(FunctionDecl *F) {
    if (F->doesThisDeclarationHaveABody())
      function(F);
    return true;
  }
  bool VisitCXXRecordDecl(CXXRecordDecl *R) {
    if (R->isThisDeclarationADefinition() && !R->isDependentContext() &&
        !R->isInvalidDecl())
      classOf(R);
    return true;
  }
  bool VisitVarDecl(VarDecl *V) {
    Initial.see(V);
    return true;
  }

  bool VisitDecl(Decl *D) {
    if (D->hasAttrs())
      annotations(D);
    return true;
  }
  /// Functions that were called and whose attributes tell what their bodies,
  /// which are not in sight, do.
  void declarations();

  StartUp Initial;

private:
  void function(const FunctionDecl *F);
  void describe(const FunctionDecl *F, ir::Function &Result);
  void annotations(const Decl *D);
  void threads(const FunctionDecl *F, const ir::Function &Runs);
  ir::Reach reach(const FunctionDecl *F);
  bool overridesLibrary(const FunctionDecl *F);
  void classOf(const CXXRecordDecl *R);
  void overrides(const CXXMethodDecl *M, const CXXMethodDecl *By,
                 ir::Class &Into);

  Unit &U;
  Result &Out;
};

ir::Reach UnitVisitor::reach(const FunctionDecl *F) {
  if (F->isMain())
    return ir::Reach::Entry;
  const auto *M = dyn_cast<CXXMethodDecl>(F);
  if (!F->isExternallyVisible() ||
      (M && (M->getParent()->isLambda() || M->getAccess() == AS_private)))
    return ir::Reach::Internal;
  return U.N.inHeader(F) ? ir::Reach::Public : ir::Reach::External;
}

/// Code that is not in sight can call it by its virtual name.
bool UnitVisitor::overridesLibrary(const FunctionDecl *F) {
  const auto *M = dyn_cast<CXXMethodDecl>(F);
  if (!M || isa<CXXDestructorDecl>(M))
    return false;
  for (const CXXMethodDecl *Base : M->overridden_methods())
    if (!U.N.inUserCode(Base) || overridesLibrary(Base))
      return true;
  return false;
}

void UnitVisitor::describe(const FunctionDecl *F, ir::Function &Result) {
  Result.Key = U.function(F);
  Result.Display = U.symbol(U.N.display(F));
  Result.Reachable = reach(F);
  Result.Escapes = overridesLibrary(F);
  Result.Where = U.N.loc(F->getLocation());
  Result.Unchecked = isUnchecked(F);
  if (isSingleThreaded(F))
    Result.Trusted = U.symbol(spelling(Annotation::SingleThreaded));
  const auto *M = dyn_cast<CXXMethodDecl>(F);
  bool TakesObject = M && M->isImplicitObjectMemberFunction();
  if (M) {
    Result.Class = U.symbol(U.N.type(M->getParent()));
    Result.CallOperator = M->getOverloadedOperator() == OO_Call;
    Result.Promises = U.Locks.promise(M);
  }
  if (const auto *C = dyn_cast<CXXConstructorDecl>(F))
    Result.Kind =
        C->isCopyOrMoveConstructor() ? ir::Role::Copy : ir::Role::Constructor;
  if (isa<CXXDestructorDecl>(F))
    Result.Kind = ir::Role::Destructor;
  if (TakesObject)
    Result.ByValue.push_back(false);
  for (const ParmVarDecl *P : F->parameters())
    Result.ByValue.push_back(!P->getType()->isReferenceType() &&
                             U.T.record(P->getType()));
}

void UnitVisitor::function(const FunctionDecl *F) {
  if (F->isDependentContext() || F->isDeleted() || !F->getBody())
    return;
  // Copies of closures are stores, their conversions are made when used.
  if (const auto *M = dyn_cast<CXXMethodDecl>(F);
      M && M->getParent()->isLambda() && M->getOverloadedOperator() != OO_Call)
    return;
  const std::string &Key = U.N.function(F);
  if (Out.Program.Functions.count(Key))
    return;
  if (F->isInvalidDecl()) {
    Out.Skipped.push_back(U.N.display(F));
    return;
  }
  ir::Function Result;
  describe(F, Result);
  FunctionLowering Lowering(U, F, Result);
  if (!Lowering.run()) {
    Out.Skipped.push_back(U.N.display(F));
    return;
  }
  Lowering.completePromises();
  threads(F, Result);
  Out.Program.Functions.emplace(Key, std::move(Result));
}

/// A function that threads out of sight run is spawned by one that nobody in
/// sight calls.
void UnitVisitor::threads(const FunctionDecl *F, const ir::Function &Runs) {
  const FunctionDecl *Last = F->getMostRecentDecl();
  bool Many = hasAnnotation(Last, Annotation::RunByManyThreads);
  if (!Many && !hasAnnotation(Last, Annotation::RunByOneThread))
    return;
  std::string Key = U.P.text(Runs.Key) + "::(threads)";
  ir::Function Starter;
  Starter.Key = U.symbol(Key);
  Starter.Display = Runs.Display;
  Starter.Class = Runs.Class;
  Starter.Reachable = ir::Reach::Public;
  Starter.Declared = true;
  Starter.Where = Runs.Where;
  ir::Event Spawn;
  Spawn.K = ir::Event::Spawn;
  Spawn.Callee = Runs.Key;
  Spawn.Many = Many;
  Spawn.Where = Runs.Where;
  // All run on one object; what else they are passed is each one's own.
  Spawn.Args.resize(Runs.ByValue.size());
  if (const auto *M = dyn_cast<CXXMethodDecl>(F);
      M && M->isImplicitObjectMemberFunction()) {
    Spawn.Args.front() = {ir::Operand::Value,
                          U.P.Paths.root(ir::Root::Param, 0), 0};
    Starter.ByValue.push_back(false);
  }
  Starter.Blocks.resize(1);
  Starter.Blocks.front().Events.push_back(std::move(Spawn));
  Out.Program.Functions.emplace(Key, std::move(Starter));
}

void UnitVisitor::annotations(const Decl *D) {
  for (const auto *A : D->specific_attrs<AnnotateAttr>()) {
    if (std::optional<std::string> Text = complaint(D, A)) {
      Out.Program.Complaints.emplace(U.N.loc(A->getLocation()),
                                     U.symbol(*Text));
    } else if (A->getAnnotation() == spelling(Annotation::Ignore)) {
      ir::Suppression S;
      S.Where = U.N.loc(D->getLocation());
      S.FirstLine = S.LastLine = S.Where.Line;
      S.Column = S.Where.Column;
      S.Annotation = true;
      S.Text = U.symbol(A->getAnnotation());
      Out.Program.Suppressions.insert(S);
    }
  }
}

void UnitVisitor::declarations() {
  for (const FunctionDecl *F : U.mentioned()) {
    const std::string &Key = U.N.function(F);
    if (F->isDefined() || Out.Program.Functions.count(Key) ||
        promises(F).empty())
      continue;
    ir::Function Result;
    describe(F, Result);
    FunctionLowering(U, F, Result).runDeclaration();
    Out.Program.Functions.emplace(Key, std::move(Result));
  }
}

void UnitVisitor::overrides(const CXXMethodDecl *M, const CXXMethodDecl *By,
                            ir::Class &Into) {
  for (const CXXMethodDecl *Base : M->overridden_methods()) {
    Into.Overrides.emplace_back(U.function(Base), U.function(By));
    overrides(Base, By, Into);
  }
}

void UnitVisitor::classOf(const CXXRecordDecl *R) {
  if (!R->isPolymorphic())
    return;
  serve(R, U);
  const std::string &Key = U.N.type(R);
  ir::Class C;
  C.Key = U.symbol(Key);
  for (const CXXBaseSpecifier &B : R->bases())
    if (const CXXRecordDecl *Base = U.T.record(B.getType()))
      C.Bases.push_back(U.symbol(U.N.type(Base)));
  for (const CXXMethodDecl *M : R->methods())
    overrides(M, M, C);
  llvm::sort(C.Overrides, [&](const auto &A, const auto &B) {
    return std::pair(U.P.text(A.first), U.P.text(A.second)) <
           std::pair(U.P.text(B.first), U.P.text(B.second));
  });
  C.Overrides.erase(std::unique(C.Overrides.begin(), C.Overrides.end()),
                    C.Overrides.end());
  Out.Program.Classes.try_emplace(Key, std::move(C));
}

/// Stops at the first use of a map.
class MapFinder : public RecursiveASTVisitor<MapFinder> {
public:
  explicit MapFinder(Unit &U) : U(U) {}
  bool shouldVisitTemplateInstantiations() const { return true; }
  bool TraverseDecl(Decl *D) {
    if (D && !isa<TranslationUnitDecl, NamespaceDecl, LinkageSpecDecl>(D) &&
        D->getLocation().isValid() && !U.N.inUserCode(D))
      return true;
    return RecursiveASTVisitor::TraverseDecl(D);
  }
  bool VisitDeclaratorDecl(DeclaratorDecl *D) {
    return D->getType()->isDependentType() || !U.T.leadsToMap(D->getType());
  }
  bool VisitCXXRecordDecl(CXXRecordDecl *R) {
    if (!R->isThisDeclarationADefinition() || R->isDependentContext())
      return true;
    for (const CXXBaseSpecifier &B : R->bases())
      if (U.T.leadsToMap(B.getType()))
        return false;
    return true;
  }
  bool VisitCXXMemberCallExpr(CXXMemberCallExpr *E) {
    const Expr *Object = E->getImplicitObjectArgument();
    return !Object || Object->isTypeDependent() ||
           !U.T.leadsToMap(Object->getType());
  }

private:
  Unit &U;
};

} // namespace

Result lower(ASTContext &Context, const model::Models &Models,
             const Options &Opts) {
  Result Out;
  Unit U(Context, Models, Out.Program, Opts.Root);
  UnitVisitor Visitor(U, Out);
  for (Decl *D : Context.getTraversalScope())
    Visitor.TraverseDecl(D);
  U.declareLockables();
  Visitor.Initial.lower();
  Visitor.declarations();
  for (ir::Symbol Key : U.escaped())
    if (auto It = Out.Program.Functions.find(U.P.text(Key));
        It != Out.Program.Functions.end())
      It->second.Escapes = true;
  prune(Out.Program, U);
  readSuppressions(U);
  llvm::sort(Out.Skipped);
  return Out;
}

bool mentionsMaps(ASTContext &Context, const model::Models &Models) {
  ir::Program Scratch;
  Unit U(Context, Models, Scratch, "");
  MapFinder Finder(U);
  for (Decl *D : Context.getTraversalScope())
    if (!Finder.TraverseDecl(D))
      return true;
  return false;
}

} // namespace maprace::lower
