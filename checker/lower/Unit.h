// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the lowering of the functions of one translation unit shares: names,
// models, and the program that is being made. Must not know: how a function is
// lowered.

#ifndef MAPRACE_LOWER_UNIT_H
#define MAPRACE_LOWER_UNIT_H

#include "checker/ir/Program.h"
#include "checker/lower/Lockables.h"
#include "checker/lower/Names.h"
#include "checker/lower/OwnLocks.h"
#include "checker/lower/Types.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringRef.h"

#include <set>
#include <string>
#include <vector>

namespace maprace::lower {

class Unit {
public:
  Unit(clang::ASTContext &Context, const model::Models &Models,
       ir::Program &Program, std::string Root)
      : Context(Context), P(Program), N(Context, Program, std::move(Root)),
        T(Context, Models, N), Locks(T), Owned(T) {}

  clang::ASTContext &Context;
  ir::Program &P;
  Names N;
  Types T;
  Lockables Locks;
  OwnLocks Owned;
  /// What FunctionLowering::namesThread found out about functions' bodies.
  llvm::DenseMap<const clang::FunctionDecl *, bool> NamesThread;

  ir::Symbol symbol(llvm::StringRef Text) {
    return P.Symbols.intern({Text.data(), Text.size()});
  }
  /// The key of a function; remembers which function it is.
  ir::Symbol function(const clang::FunctionDecl *F);
  /// The function of that key if this unit mentioned it, else null.
  const clang::FunctionDecl *declaration(ir::Symbol Key) const {
    return Mentioned.lookup(Key);
  }
  /// Enters the members of lockable classes that were mentioned and have no
  /// body in this unit.
  void declareLockables();
  /// The key of the class of \p T, or of what it leads to; 0 if there is none.
  ir::Symbol classOf(clang::QualType T);
  /// Keys of members and globals; what is of interest for messages or dispatch
  /// enters the program's fields.
  ir::Symbol field(const clang::FieldDecl *F);
  ir::Symbol global(const clang::VarDecl *V);
  /// The place of the lock that the declaration names as guard; 0 if there is
  /// none or it has no name. See ir::Field::Guard.
  ir::Path guardOf(const clang::DeclaratorDecl *D);

  /// The functions that were mentioned, in the order of their keys.
  std::vector<const clang::FunctionDecl *> mentioned() const;
  /// The function's address left for code that is not in sight.
  void escapes(ir::Symbol Key) { Escaped.insert(Key); }
  const std::set<ir::Symbol> &escaped() const { return Escaped; }

private:
  void describe(ir::Symbol Key, const clang::DeclaratorDecl *D);

  llvm::DenseMap<ir::Symbol, const clang::FunctionDecl *> Mentioned;
  llvm::DenseSet<const clang::Decl *> Described;
  std::set<ir::Symbol> Escaped;
};

} // namespace maprace::lower

#endif
