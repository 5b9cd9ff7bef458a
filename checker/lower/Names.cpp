// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Keys must be equal in every translation unit that sees the same entity and
// differ for different ones; Clang's USRs do neither for lambdas and internal
// linkage, so the names are put together here.

#include "checker/lower/Names.h"
#include "checker/lower/Closures.h"
#include "checker/lower/Compat.h"

#include "clang/AST/DeclTemplate.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using namespace clang;

namespace maprace::lower {

/// Types without a name are printed with their place; the file must be named
/// as everywhere else.
struct Names::Callbacks final : PrintingCallbacks {
  explicit Callbacks(const Names &N) : N(N) {}
  std::string remapPath(StringRef Path) const override {
    return N.relative(Path);
  }
  const Names &N;
};

Names::Names(ASTContext &Context, ir::Program &Program, std::string Root)
    : Sources(Context.getSourceManager()), Program(Program),
      Root(std::move(Root)), Remap(std::make_unique<Callbacks>(*this)),
      Policy(Context.getPrintingPolicy()) {
  Policy.SuppressTagKeyword = true;
  Policy.FullyQualifiedName = true;
  Policy.SuppressDefaultTemplateArgs = true;
  Policy.UsePreferredNames = false;
  Policy.SuppressTemplateArgsInCXXConstructors = true;
  Policy.Callbacks = Remap.get();
  compat::printCanonically(Policy);
}

Names::~Names() = default;

//===-- Files and places -------------------------------------------------===//

std::string Names::relative(llvm::StringRef Path) const {
  llvm::SmallString<256> Absolute(Path);
  if (!llvm::sys::path::is_absolute(Absolute))
    Sources.getFileManager().makeAbsolutePath(Absolute);
  llvm::sys::path::remove_dots(Absolute, /*remove_dot_dot=*/true);
  llvm::StringRef Result = Absolute;
  if (!Root.empty() && Result.starts_with(Root)) {
    llvm::StringRef Rest = Result.drop_front(Root.size());
    if (Root.back() == '/')
      return Rest.str();
    if (Rest.consume_front("/"))
      return Rest.str();
  }
  return Result.str();
}

std::string Names::filePath(SourceLocation L) const {
  FileID File = Sources.getFileID(Sources.getFileLoc(L));
  if (OptionalFileEntryRef Entry = Sources.getFileEntryRefForID(File))
    return relative(Entry->getName());
  return "<input>";
}

ir::Loc Names::loc(SourceLocation L) {
  ir::Loc Result;
  if (L.isInvalid())
    return Result;
  L = Sources.getFileLoc(L);
  auto [File, Offset] = Sources.getDecomposedLoc(L);
  auto [It, New] = FileIndexes.try_emplace(File);
  if (New)
    It->second = Program.fileIndex(filePath(L));
  Result.File = It->second;
  Result.Line = Sources.getLineNumber(File, Offset);
  Result.Column = Sources.getColumnNumber(File, Offset);
  return Result;
}

/// Where systems install headers (the Filesystem Hierarchy Standard): they
/// stay a library's if a build names their folder with -I.
static bool isInstalled(llvm::StringRef File) {
  return File.starts_with("/usr/include/") ||
         File.starts_with("/usr/local/include/");
}

bool Names::inUserCode(const Decl *D) const {
  SourceLocation L = Sources.getExpansionLoc(D->getLocation());
  return L.isValid() && !Sources.isInSystemHeader(L) &&
         !isInstalled(Sources.getFilename(L));
}

bool Names::inHeader(const Decl *D) const {
  if (const auto *F = dyn_cast<FunctionDecl>(D))
    if (const FunctionDecl *Pattern = F->getTemplateInstantiationPattern())
      D = Pattern;
  for (const Decl *R : D->redecls())
    if (!Sources.isInMainFile(Sources.getExpansionLoc(R->getLocation())))
      return true;
  return false;
}

//===-- Qualified names --------------------------------------------------===//

std::string Names::typeText(QualType T) const {
  return T.getCanonicalType().getAsString(Policy);
}

std::string Names::unnamed(const TagDecl *T) {
  if (const TypedefNameDecl *Typedef = T->getTypedefNameForAnonDecl())
    return Typedef->getNameAsString();
  unsigned Number = 1;
  for (const Decl *D : T->getDeclContext()->decls()) {
    if (D->getCanonicalDecl() == T->getCanonicalDecl())
      break;
    if (const auto *Other = dyn_cast<TagDecl>(D))
      Number += !Other->getDeclName();
  }
  return "(unnamed:" + std::to_string(Number) + ")";
}

void Names::part(const NamedDecl *D, unsigned Style, std::string &Out) {
  if (const auto *T = dyn_cast<TagDecl>(D); T && !T->getDeclName()) {
    Out += unnamed(T);
    return;
  }
  llvm::raw_string_ostream Stream(Out);
  D->getDeclName().print(Stream, Policy);
  if (!(Style & Arguments))
    return;
  if (const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(D))
    printTemplateArgumentList(Stream, S->getTemplateArgs().asArray(), Policy);
  else if (const auto *F = dyn_cast<FunctionDecl>(D))
    if (const TemplateArgumentList *Args = F->getTemplateSpecializationArgs())
      printTemplateArgumentList(Stream, Args->asArray(), Policy);
}

void Names::scope(const DeclContext *C, unsigned Style, std::string &Out) {
  while (C && !C->isTranslationUnit() && !isa<NamedDecl>(C))
    C = C->getParent();
  if (!C || C->isTranslationUnit())
    return;
  if (const auto *N = dyn_cast<NamespaceDecl>(C)) {
    scope(C->getParent(), Style, Out);
    if (N->isInline() && !(Style & InlineSpaces))
      return;
    if (N->isAnonymousNamespace()) {
      if (Style & Arguments)
        Out += "(anonymous)::";
      return;
    }
    Out += N->getName().str() + "::";
    return;
  }
  if (const auto *R = dyn_cast<CXXRecordDecl>(C); R && R->isLambda()) {
    Out += ((Style & Arguments) ? lambdaKey(R) : display(R)) + "::";
    return;
  }
  if (const auto *F = dyn_cast<FunctionDecl>(C)) {
    const auto *M = dyn_cast<CXXMethodDecl>(F);
    if (M && M->getParent()->isLambda()) {
      scope(M->getParent(), Style, Out);
      return;
    }
    scope(C->getParent(), Style, Out);
    part(F, Style, Out);
    Out += "()::";
    return;
  }
  scope(C->getParent(), Style, Out);
  part(cast<NamedDecl>(C), Style, Out);
  Out += "::";
}

std::string Names::qualified(const NamedDecl *D, unsigned Style) {
  std::string Out;
  scope(D->getDeclContext(), Style, Out);
  part(D, Style, Out);
  return Out;
}

std::string Names::prefix(const NamedDecl *D) {
  // A database may hold many programs: each `main` is its own.
  const auto *Function = dyn_cast<FunctionDecl>(D);
  if (D->isExternallyVisible() && !(Function && Function->isMain()))
    return "";
  for (const DeclContext *C = D->getDeclContext(); C; C = C->getParent())
    if (const auto *F = dyn_cast<FunctionDecl>(C))
      // The functions' own linkage decides over what is local to them.
      return prefix(F);
  return filePath(D->getCanonicalDecl()->getLocation()) + ":";
}

//===-- Lambdas ----------------------------------------------------------===//

namespace {
/// Numbers the lambdas of one function in the order of the source.
class LambdaCounter : public RecursiveASTVisitor<LambdaCounter> {
public:
  explicit LambdaCounter(
      llvm::DenseMap<const CXXRecordDecl *, unsigned> &Numbers)
      : Numbers(Numbers) {}
  bool shouldVisitImplicitCode() const { return true; }
  bool TraverseLambdaExpr(LambdaExpr *E) {
    Numbers[E->getLambdaClass()] = ++Count;
    // What an initialiser of a capture contains belongs to this function too.
    for (Expr *Init : E->capture_inits())
      if (Init && !TraverseStmt(Init))
        return false;
    return true;
  }

private:
  llvm::DenseMap<const CXXRecordDecl *, unsigned> &Numbers;
  unsigned Count = 0;
};
} // namespace

void Names::numberLambdas(const FunctionDecl *F) {
  LambdaCounter Counter(LambdaNumbers);
  if (const auto *C = dyn_cast<CXXConstructorDecl>(F))
    for (CXXCtorInitializer *I : C->inits())
      if (!I->isInClassMemberInitializer())
        Counter.TraverseStmt(I->getInit());
  if (Stmt *Body = F->getBody())
    Counter.TraverseStmt(Body);
}

std::string Names::lambdaKey(const CXXRecordDecl *Closure) {
  const DeclContext *C = Closure->getDeclContext();
  while (C && !isa<FunctionDecl>(C) && !isa<CXXRecordDecl>(C) &&
         !C->isFileContext())
    C = C->getParent();
  if (const auto *F = dyn_cast_or_null<FunctionDecl>(C)) {
    const FunctionDecl *Definition = nullptr;
    if (F->isDefined(Definition)) {
      if (!LambdaNumbers.count(Closure))
        numberLambdas(Definition);
      if (unsigned N = LambdaNumbers.lookup(Closure))
        return function(Definition) + "::(lambda:" + std::to_string(N) + ")";
    }
  }
  // Initialisers of members and globals: there is no function to count in.
  ir::Loc L = loc(Closure->getLocation());
  return filePath(Closure->getLocation()) +
         ":(lambda:" + std::to_string(L.Line) + ":" + std::to_string(L.Column) +
         ")";
}

//===-- Keys -------------------------------------------------------------===//

std::string Names::told(std::string Key, const NamedDecl *D) {
  // As Clang prints the type of a closure.
  if (!llvm::StringRef(Key).contains("(lambda at "))
    return Key;
  for (const CXXRecordDecl *Closure : closuresOfInstances(D))
    Key += "[" + lambdaKey(Closure) + "]";
  return Key;
}

std::string Names::functionKey(const FunctionDecl *F) {
  const auto *M = dyn_cast<CXXMethodDecl>(F);
  if (M && M->getParent()->isLambda() &&
      M->getOverloadedOperator() == OO_Call) {
    std::string Key = lambdaKey(M->getParent());
    // The instances of a generic lambda differ by their arguments.
    if (const TemplateArgumentList *Args = F->getTemplateSpecializationArgs()) {
      llvm::raw_string_ostream Stream(Key);
      printTemplateArgumentList(Stream, Args->asArray(), Policy);
    }
    return Key;
  }
  std::string Key = prefix(F) + qualified(F, Arguments | InlineSpaces);
  if (F->isExternC())
    return Key;
  Key += '(';
  bool First = true;
  for (const ParmVarDecl *P : F->parameters()) {
    if (!First)
      Key += ", ";
    First = false;
    Key += typeText(P->getType().getUnqualifiedType());
  }
  if (F->isVariadic())
    Key += First ? "..." : ", ...";
  Key += ')';
  if (M) {
    if (M->isConst())
      Key += " const";
    if (M->isVolatile())
      Key += " volatile";
    if (M->getRefQualifier() == RQ_LValue)
      Key += " &";
    if (M->getRefQualifier() == RQ_RValue)
      Key += " &&";
  }
  return Key;
}

const std::string &Names::function(const FunctionDecl *F) {
  F = F->getCanonicalDecl();
  if (auto It = Keys.find(F); It != Keys.end())
    return *It->second;
  auto Key = std::make_unique<std::string>(told(functionKey(F), F));
  return *(Keys[F] = std::move(Key));
}

const std::string &Names::type(const TagDecl *T) {
  T = T->getCanonicalDecl();
  if (auto It = Keys.find(T); It != Keys.end())
    return *It->second;
  const auto *R = dyn_cast<CXXRecordDecl>(T);
  auto Key = std::make_unique<std::string>(
      R && R->isLambda()
          ? lambdaKey(R)
          : told(prefix(T) + qualified(T, Arguments | InlineSpaces), T));
  return *(Keys[T] = std::move(Key));
}

const std::string &Names::field(const FieldDecl *F) {
  F = F->getCanonicalDecl();
  if (auto It = Keys.find(F); It != Keys.end())
    return *It->second;
  auto Key = std::make_unique<std::string>(prefix(F->getParent()) +
                                           qualified(F, InlineSpaces));
  return *(Keys[F] = std::move(Key));
}

const std::string &Names::global(const VarDecl *V) {
  V = V->getCanonicalDecl();
  if (auto It = Keys.find(V); It != Keys.end())
    return *It->second;
  auto Key = std::make_unique<std::string>(
      told(prefix(V) + qualified(V, Arguments | InlineSpaces), V));
  return *(Keys[V] = std::move(Key));
}

const std::string &Names::model(const NamedDecl *D) {
  D = cast<NamedDecl>(D->getCanonicalDecl());
  if (auto It = ModelNames.find(D); It != ModelNames.end())
    return *It->second;
  auto Name = std::make_unique<std::string>(qualified(D, Plain));
  return *(ModelNames[D] = std::move(Name));
}

std::string Names::display(const NamedDecl *D) {
  const auto *M = dyn_cast<CXXMethodDecl>(D);
  const auto *R = M ? M->getParent() : dyn_cast<CXXRecordDecl>(D);
  if (!R || !R->isLambda() || (M && M->getOverloadedOperator() != OO_Call))
    return qualified(D, Plain);
  for (const DeclContext *C = R->getDeclContext(); C; C = C->getParent())
    if (const auto *F = dyn_cast<FunctionDecl>(C)) {
      std::string Outer = display(F);
      llvm::StringRef In = "lambda in ";
      return llvm::StringRef(Outer).starts_with(In) ? Outer : In.str() + Outer;
    }
  return "lambda";
}

} // namespace maprace::lower
