// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Functions that use objects of a class.

#include "checker/analysis/Users.h"

#include <map>

namespace maprace::analysis {

using ir::Event;
using ir::Function;
using ir::Operand;

/// True if the threads of \p R look for what to run in the object.
static bool awaitsTasks(const ir::Program &P, const RootEffects &R) {
  auto IsInObject = [&](Path Where) {
    Path Top = P.Paths[Where].Top;
    return Where && !P.Paths.isRoot(Where) &&
           P.Paths[Top].RootKind == ir::Root::Param && P.Paths[Top].Name == 0;
  };
  for (const Thread &T : R.Effects.Threads)
    for (const Pending &Open : T.Pendings.all()) {
      const Event &E = Open.What;
      if (!Open.IsStart && IsInObject(E.Target         ? E.Target
                                      : E.Args.empty() ? 0
                                                       : E.Args[0].Where))
        return true;
    }
  return false;
}

/// True if parameter 0 is the object: some event speaks of a part of it, or
/// calls another member on it.
static bool isOnObject(const ir::Program &P, const Function &F) {
  const std::string Own = P.text(F.Class) + "::";
  auto IsPart = [&](Path Where) {
    for (; Where && !P.Paths.isRoot(Where); Where = P.Paths[Where].Parent)
      if (P.Paths[Where].Step == ir::StepKind::Field &&
          P.Paths[Where].Depth == 2 &&
          P.text(P.Paths[Where].Name).compare(0, Own.size(), Own) == 0)
        return true;
    return false;
  };
  auto IsMember = [&](Symbol Key) {
    auto It = P.Functions.find(P.text(Key));
    return It != P.Functions.end() && It->second.Class == F.Class;
  };
  auto IsObject = [&](const Operand &O) {
    return O.K == Operand::Value && P.Paths.isRoot(O.Where) &&
           P.Paths[O.Where].RootKind == ir::Root::Param &&
           P.Paths[O.Where].Name == 0;
  };
  for (const ir::Block &B : F.Blocks)
    for (const Event &E : B.Events) {
      if (E.K == Event::Call && !E.Args.empty() && IsObject(E.Args[0]) &&
          IsMember(E.Callee))
        return true;
      if (IsPart(E.Target) || IsPart(E.Result))
        return true;
      for (const Operand &O : E.Args)
        if (IsPart(O.Where))
          return true;
    }
  return false;
}

static Event callOf(const Function &F, Path Object) {
  Event Call;
  Call.K = Event::Call;
  Call.Callee = F.Key;
  Call.Where = F.Where;
  Call.Args.resize(std::max<size_t>(F.ByValue.size(), 1));
  Call.Args[0] = {Operand::Value, Object, 0};
  return Call;
}

static Function userOf(ir::Program &P, Symbol Class,
                       const std::vector<const RootEffects *> &Members) {
  Function User;
  User.Key = P.Symbols.intern("user of " + P.text(Class));
  User.Display = Class;
  User.ByValue = {false};
  Path Object = P.Paths.root(ir::Root::Param, 0);
  // Block 0 constructs and starts threads, block 1 chooses, the last one ends.
  User.Blocks.resize(2);
  User.Blocks[0].Successors = {1};
  std::vector<Event> First;
  for (const RootEffects *R : Members)
    if (R->Code->Kind == ir::Role::Constructor)
      First.push_back(callOf(*R->Code, Object));
  for (const RootEffects *R : Members) {
    if (R->Code->Kind == ir::Role::Constructor)
      continue;
    if (!R->Effects.Threads.empty()) {
      First.push_back(callOf(*R->Code, Object));
      continue;
    }
    User.Blocks[1].Successors.push_back(User.Blocks.size());
    ir::Block &Each = User.Blocks.emplace_back();
    Each.Events.push_back(callOf(*R->Code, Object));
    Each.Successors = {1};
  }
  User.Blocks[0].Events = std::move(First);
  User.Blocks[1].Successors.push_back(User.Blocks.size());
  User.Blocks.emplace_back();
  return User;
}

std::vector<Function> usersOf(ir::Program &P,
                              const std::vector<RootEffects> &Roots) {
  std::map<std::string, std::vector<const RootEffects *>> Members;
  std::map<std::string, bool> Awaits;
  for (const RootEffects &R : Roots) {
    const Function &F = *R.Code;
    if (!F.Class || R.GivenAway || F.CallOperator || !isOnObject(P, F) ||
        (F.Kind != ir::Role::Plain && F.Kind != ir::Role::Constructor))
      continue;
    Members[P.text(F.Class)].push_back(&R);
    Awaits[P.text(F.Class)] |= awaitsTasks(P, R);
  }
  std::vector<Function> Result;
  for (const auto &[Class, Roots] : Members)
    if (Awaits[Class])
      Result.push_back(userOf(P, P.Symbols.intern(Class), Roots));
  return Result;
}

} // namespace maprace::analysis
