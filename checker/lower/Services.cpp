// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A class of the user becomes a thread root by its base class.

#include "checker/lower/Services.h"

using namespace clang;

namespace maprace::lower {

using ir::Event;

/// The model of a base, however far up, that says what is run.
static const model::Type *service(const CXXRecordDecl *R, Types &T) {
  for (const CXXBaseSpecifier &B : R->bases()) {
    const CXXRecordDecl *Base = B.getType()->getAsCXXRecordDecl();
    if (!Base || !Base->hasDefinition())
      continue;
    if (const model::Type *M = T.exact(Base);
        M && (!M->Served.empty() || !M->ServedTaking.empty()))
      return M;
    if (const model::Type *M = service(Base->getDefinition(), T))
      return M;
  }
  return nullptr;
}

static bool isServed(const CXXMethodDecl *M, const model::Type &Base, Unit &U) {
  if (!M->isVirtual() || M->isPureVirtual() ||
      M->size_overridden_methods() == 0)
    return false;
  if (M->getIdentifier() && llvm::is_contained(Base.Served, M->getName()))
    return true;
  if (M->getNumParams() == 0)
    return false;
  QualType First = M->getParamDecl(0)->getType().getNonReferenceType();
  if (First->isPointerType())
    First = First->getPointeeType();
  const CXXRecordDecl *R = First->getAsCXXRecordDecl();
  return R && llvm::is_contained(Base.ServedTaking, U.N.model(R));
}

/// A function that calls \p M on an object of its own.
static ir::Symbol onOwnObject(const CXXMethodDecl *M, Unit &U) {
  std::string Key = U.N.function(M) + "::(request)";
  ir::Function Request;
  Request.Key = U.symbol(Key);
  Request.Display = U.symbol(U.N.display(M));
  Request.Where = U.N.loc(M->getLocation());
  ir::Path Object = U.P.Paths.root(ir::Root::Local, U.symbol("object.1"));
  Event Declare, Call;
  Declare.K = Event::Declare;
  Declare.Target = Object;
  Declare.Type = U.symbol(U.N.type(M->getParent()));
  Call.K = Event::Call;
  Call.Callee = U.function(M);
  Call.Args.push_back({ir::Operand::Address, Object, 0});
  Declare.Where = Call.Where = Request.Where;
  ir::Block Body;
  Body.Events = {Declare, Call};
  Request.Blocks.push_back(std::move(Body));
  U.P.Functions.try_emplace(Key, std::move(Request));
  return U.symbol(Key);
}

void serve(const CXXRecordDecl *R, Unit &U) {
  const model::Type *Base = service(R, U.T);
  if (!Base)
    return;
  ir::Function Served;
  ir::Block Body;
  for (const CXXMethodDecl *M : R->methods()) {
    if (!isServed(M, *Base, U))
      continue;
    Event Start;
    Start.K = Event::Spawn;
    Start.Many = true;
    Start.Where = U.N.loc(M->getLocation());
    if (Base->ServedEach) {
      Start.Callee = onOwnObject(M, U);
    } else {
      Start.Callee = U.function(M);
      Start.Args.push_back(
          {ir::Operand::Value, U.P.Paths.root(ir::Root::Param, 0), 0});
    }
    Body.Events.push_back(std::move(Start));
  }
  if (Body.Events.empty())
    return;
  std::string Key = U.N.type(R) + "::(served)";
  Served.Key = U.symbol(Key);
  Served.Display = U.symbol(U.N.display(R));
  Served.Class = U.symbol(U.N.type(R));
  Served.Reachable = ir::Reach::Public;
  Served.ByValue.push_back(false);
  Served.Where = U.N.loc(R->getLocation());
  Served.Blocks.push_back(std::move(Body));
  U.P.Functions.try_emplace(Key, std::move(Served));
}

} // namespace maprace::lower
