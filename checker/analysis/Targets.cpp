// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a call may run: the function it names, those that override it, or what
// the place holds that it calls.

#include "checker/analysis/Frame.h"
#include "checker/analysis/Guarded.h"

namespace maprace::analysis {

using ir::Event;
using ir::Operand;
using ir::Root;
using ir::StepKind;

/// A virtual call that may run more functions than this is not followed: the
/// chance that a given one runs is too small to be evidence.
static constexpr size_t MaxTargets = 4;

void Frame::addTarget(const State &S, Symbol Key, Path Callable, const Event &E,
                      std::vector<Target> &Found) const {
  static const Summary Nothing;
  auto It = P.Functions.find(P.text(Key));
  if (It == P.Functions.end())
    return;
  const ir::Function &Code = It->second;
  auto Effects = Known.find(Key);
  Target T{&Code, Effects == Known.end() ? &Nothing : &Effects->second, {}};
  if (Callable && Code.CallOperator) {
    T.Args.push_back({Operand::Address, Callable, 0});
  } else if (Callable) {
    for (unsigned I = 0;; ++I) {
      Path Bound = P.Paths.step(Callable, StepKind::Field,
                                P.Symbols.intern("$" + std::to_string(I)));
      if (S.under(Bound).empty())
        break;
      T.Args.push_back({Operand::Value, Bound, 0});
    }
  }
  T.Args.insert(T.Args.end(), E.Args.begin(), E.Args.end());
  specialise(T);
  Found.push_back(std::move(T));
}

Symbol Frame::classOf(Path Place) const {
  if (auto It = Types.find(Place); It != Types.end())
    return It->second;
  const ir::PathTable::Node &N = P.Paths[Place];
  if (!N.Parent && N.RootKind == Root::Param)
    return 0;
  std::string Name = P.text(N.Name);
  if (!N.Parent && !Name.empty() && Name.back() == OldMark) {
    while (!Name.empty() && Name.back() == OldMark)
      Name.pop_back();
    return classOf(P.Paths.root(N.RootKind, P.Symbols.intern(Name)));
  }
  bool Named =
      N.Parent ? N.Step == StepKind::Field : N.RootKind == Root::Global;
  if (!Named)
    return 0;
  auto It = P.Fields.find(Name);
  return It == P.Fields.end() ? 0 : It->second.Type;
}

std::vector<Frame::Target> Frame::targets(const State &S, const Event &E,
                                          bool &Unknown) const {
  std::vector<Target> Found;
  if (!E.Callee) {
    for (Path Callable : S.resolve(E.Target)) {
      Value V = S.load(Callable);
      for (Symbol Key : V.Functions)
        addTarget(S, Key, Callable, E, Found);
      // A part of an object of this frame may be filled by others yet, and a
      // container be given more.
      Unknown |= !V.Origins.empty() ||
                 (!P.Paths.isRoot(Callable) &&
                  (V.empty() || P.Paths[Callable].Step == StepKind::Index));
    }
    return Found;
  }
  if (!E.Virtual) {
    addTarget(S, E.Callee, 0, E, Found);
    return Found;
  }
  SmallSet<Symbol> Chosen;
  Symbol Only = Virtual.onlyOne(E.Callee);
  bool Any = E.Args.empty();
  if (!Any) {
    std::vector<Path> Objects = objects(S, E.Args[0]);
    for (Path Object : Objects) {
      // What was put there tells what is taken from there.
      Unknown |= !AsRoot && TakenFrom.contains(Object) && !classOf(Object);
      if (Symbol Class = classOf(Object))
        Chosen.insert(Virtual.exactly(Class, E.Callee));
      else if (Only) {
        Chosen.insert(Only);
        // What waits in a queue may be put there yet.
        Unknown |= !AsRoot && P.Paths[Object].Indexed &&
                   P.Paths[P.Paths[Object].Top].RootKind == Root::Param;
      } else if (!AsRoot &&
                 P.Paths[P.Paths[Object].Top].RootKind == Root::Param)
        Unknown = true;
      else
        Any = true;
    }
    Any |= Objects.empty();
  }
  const std::vector<Symbol> &Overriders = Virtual.anyOf(E.Callee);
  if (Any && Overriders.size() <= MaxTargets) {
    Chosen.insert(E.Callee);
    for (Symbol Key : Overriders)
      Chosen.insert(Key);
  }
  for (Symbol Key : Chosen)
    addTarget(S, Key, 0, E, Found);
  return Found;
}

} // namespace maprace::analysis
