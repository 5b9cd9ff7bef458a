// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Functions that lock or not as an argument tells: `add(key, locked)`. What
// they do is told for each value of that argument.

#include "checker/analysis/Flags.h"
#include "checker/analysis/Frame.h"
#include "checker/analysis/Guarded.h"

#include <algorithm>

namespace maprace::analysis {

using ir::Event;
using ir::Operand;

/// A parameter's own value, not what it leads to.
static bool isParameter(const ir::Program &P, Path Any) {
  return Any && P.Paths.isRoot(Any) && P.Paths[Any].RootKind == ir::Root::Param;
}

bool Frame::locks(const Event &E) const {
  if (E.K != Event::Call)
    return ir::locks(E.K);
  auto Effects = Known.find(E.Callee);
  return E.Virtual ||
         (Effects != Known.end() && !Effects->second.Locks.empty());
}

/// The parameter on which it may depend whether \p F locks, or 0.
Path Frame::decides(const ir::Function &F) const {
  bool Locks = false;
  Path Asked = 0;
  for (const ir::Block &B : F.Blocks) {
    if (!Asked && !B.Leads && isParameter(P, B.Condition))
      Asked = B.Condition;
    for (const Event &E : B.Events) {
      Locks |= locks(E);
      if (!Asked && E.K == Event::Raised && E.Many && isParameter(P, E.Target))
        Asked = E.Target;
    }
  }
  return Locks ? Asked : 0;
}

bool Frame::feasible(const State &S, const ir::Block &From,
                     size_t Successor) const {
  if (!From.Condition || From.Leads || From.Successors.size() != 2)
    return true;
  bool Holds = (Successor == 0) != From.Negated;
  const Value Tested = S.loadAll(From.Condition);
  if (Tested.Cond) {
    const Condition &C = *Tested.Cond;
    if (C.Of != Condition::NumberIs || flagOf(P, C.Where) != Given)
      return true;
    return isFact(P, C.Where, GivenNumber) == Holds;
  }
  return From.Condition != Given || (GivenNumber != "0") == Holds;
}

const Summary *Frame::effectsGiven(const ir::Function &Code, Path Parameter,
                                   const std::string &Number) const {
  Symbol Key =
      P.Symbols.intern(P.text(Code.Key) + "#" +
                       std::to_string(P.Paths[Parameter].Name) + "=" + Number);
  auto [It, New] = Known.try_emplace(Key);
  if (!New)
    return &It->second;
  // Until it is known, as within a recursion, it does what any call may do.
  if (auto General = Known.find(Code.Key); General != Known.end())
    It->second = General->second;
  Frame Inner(P, Code, Known, Virtual, Graph, false);
  Inner.Given = Parameter;
  Inner.GivenNumber = Number;
  It->second = Inner.run();
  return &It->second;
}

void Frame::specialise(Target &T) const {
  // Few calls give a number; to look through the whole function is dear.
  if (std::none_of(T.Args.begin(), T.Args.end(), [&](const Operand &O) {
        return O.K == Operand::Constant && isConstant(P.text(O.Name));
      }))
    return;
  Path Parameter = decides(*T.Code);
  size_t Number = Parameter ? P.Paths[Parameter].Name : 0;
  if (!Parameter || Number >= T.Args.size() ||
      T.Args[Number].K != Operand::Constant)
    return;
  const std::string &Text = P.text(T.Args[Number].Name);
  if (isConstant(Text))
    T.Effects = effectsGiven(*T.Code, Parameter, Text);
}

} // namespace maprace::analysis
