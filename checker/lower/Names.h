// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What declarations and places of the source are called in the IR: keys, names
// for people, names that the models use, files and locations. Must not know:
// events, paths, what the models say.

#ifndef MAPRACE_LOWER_NAMES_H
#define MAPRACE_LOWER_NAMES_H

#include "checker/ir/Program.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/DenseMap.h"

#include <memory>
#include <string>

namespace maprace::lower {

/// Names declarations; see docs/ir.md for the form of keys. Keeps what it
/// found by declaration, so asking again is cheap.
class Names {
public:
  Names(clang::ASTContext &Context, ir::Program &Program, std::string Root);
  ~Names();

  /// The key of a function; of a lambda if \p F is its call operator.
  const std::string &function(const clang::FunctionDecl *F);
  /// The key of a class, with template arguments; a closure's is its lambda's.
  const std::string &type(const clang::TagDecl *T);
  /// `Class::field`, without the class's template arguments.
  const std::string &field(const clang::FieldDecl *F);
  /// The key of a variable of static storage duration.
  const std::string &global(const clang::VarDecl *V);
  /// As a person names it: qualified, without arguments and inline namespaces.
  std::string display(const clang::NamedDecl *D);
  /// As the models name it: display's form, but always of the declaration.
  const std::string &model(const clang::NamedDecl *D);

  ir::Loc loc(clang::SourceLocation L);
  /// The files that places were asked for in, and their numbers.
  const llvm::DenseMap<clang::FileID, uint32_t> &files() const {
    return FileIndexes;
  }
  /// The declaration stands in the project, not in a system header.
  bool inUserCode(const clang::Decl *D) const;
  /// Some declaration of \p D stands outside the main file.
  bool inHeader(const clang::Decl *D) const;

private:
  struct Callbacks;
  enum Style : unsigned { Plain = 0, Arguments = 1, InlineSpaces = 2 };

  void scope(const clang::DeclContext *Context, unsigned Style,
             std::string &Out);
  void part(const clang::NamedDecl *D, unsigned Style, std::string &Out);
  std::string qualified(const clang::NamedDecl *D, unsigned Style);
  std::string functionKey(const clang::FunctionDecl *F);
  std::string lambdaKey(const clang::CXXRecordDecl *Closure);
  /// \p Key, the key of \p D so far; with the keys of closures in it whose
  /// printed types do not tell them apart.
  std::string told(std::string Key, const clang::NamedDecl *D);
  std::string unnamed(const clang::TagDecl *T);
  std::string typeText(clang::QualType T) const;
  /// `FILE:` if another translation unit may have its own entity of the name.
  std::string prefix(const clang::NamedDecl *D);
  std::string filePath(clang::SourceLocation L) const;
  /// \p Path relative to Root if it is below.
  std::string relative(llvm::StringRef Path) const;
  void numberLambdas(const clang::FunctionDecl *F);

  clang::SourceManager &Sources;
  ir::Program &Program;
  std::string Root;
  std::unique_ptr<Callbacks> Remap;
  clang::PrintingPolicy Policy;
  llvm::DenseMap<const clang::Decl *, std::unique_ptr<std::string>> Keys;
  llvm::DenseMap<const clang::Decl *, std::unique_ptr<std::string>> ModelNames;
  llvm::DenseMap<const clang::CXXRecordDecl *, unsigned> LambdaNumbers;
  llvm::DenseMap<clang::FileID, uint32_t> FileIndexes;
};

} // namespace maprace::lower

#endif
