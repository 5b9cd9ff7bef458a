// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Objects of a function's own that it passes to a call which only a caller can
// resolve, as an event that is handed to a callback. They outlast the frame
// under the name of an allocation, with what they hold.

#include "checker/analysis/Frame.h"

namespace maprace::analysis {

using ir::Operand;
using ir::Root;

static constexpr std::string_view LentMark = "lent ";
static constexpr size_t MaxLent = 32;

bool Frame::isLent(Path Where) const {
  const ir::PathTable::Node &Top = P.Paths[P.Paths[Where].Top];
  return Top.RootKind == Root::Alloc &&
         P.text(Top.Name).compare(0, LentMark.size(), LentMark) == 0;
}

bool Frame::lend(const State &S, Operand &O, Pending &Open) const {
  if (!O.Where || O.K == Operand::Function || O.K == Operand::Constant)
    return false;
  auto IsMine = [&](Path Where) {
    return P.Paths[P.Paths[Where].Top].RootKind == Root::Local || isLent(Where);
  };
  std::vector<Path> Places = S.resolve(O.Where);
  Path Object = Places.size() == 1 ? Places[0] : 0;
  Operand Passed = O;
  if (O.K != Operand::Address && Object) {
    Value V = S.evaluate(O);
    if (V.Pointees.size() == 1 && IsMine(*V.Pointees.begin())) {
      Object = *V.Pointees.begin();
      Passed.K = Operand::Address;
    } else if (S.under(Object).size() < 2) {
      return false; // no parts: the value says it all
    }
  }
  if (!Object || !IsMine(Object))
    return false;
  Path Top = P.Paths[Object].Top, Name = Top;
  if (!isLent(Object))
    Name = P.Paths.root(Root::Alloc,
                        P.Symbols.intern(std::string(LentMark) + P.text(F.Key) +
                                         "#" + P.text(P.Paths[Top].Name)));
  Passed.Where = P.Paths.rebase(Object, Top, Name);
  for (const auto &[Part, Held] : S.under(Top)) {
    Value V;
    V.Pointees = Held.Pointees;
    V.Origins = Held.Origins;
    V.Functions = Held.Functions;
    if (!V.empty() && Open.Lent.size() < MaxLent)
      Open.Lent.emplace_back(P.Paths.rebase(Part, Top, Name), std::move(V));
  }
  O = Passed;
  return true;
}

/// What was lent is with the caller from now on.
void Frame::takeLent(State &S, const Translator &T, const Pending &Open) const {
  for (const auto &[Part, V] : Open.Lent)
    for (Path Place : T.places(Part))
      S.store(Place, T.value(V));
}

} // namespace maprace::analysis
