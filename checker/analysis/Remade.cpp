// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Objects that a task makes which has itself run again, such as the session of
// each connection that is accepted. One name stands for all of them, but their
// locks, and their turns, are not one.

#include "checker/analysis/Frame.h"

namespace maprace::analysis {

/// \p T is run as a task or thread, beneath those of TaskChain.
void Frame::noteRemade(const Target &T, const Translator &Tr) {
  const auto &Stores = T.Effects->Stores;
  bool Again = std::any_of(Stores.begin(), Stores.end(), [&](const auto &Put) {
    return std::any_of(TaskChain.begin(), TaskChain.end(), [&](Symbol Task) {
      return Put.second.Functions.contains(Task);
    });
  });
  for (const auto &[Object, Class] : T.Effects->Types) {
    Path Mine = Tr.made(Object);
    if (P.Paths[Mine].RootKind != ir::Root::Alloc)
      continue;
    MadeByTasks.insert(Mine);
    if (Again)
      Remade.insert(Mine);
  }
}

/// \p Any with those locks that keep others from its map. One in an object that
/// is made again and again keeps nobody from a map that was there before: it
/// may be that of another such object.
Racer Frame::withLocksThatCount(Racer Any) const {
  if (!MadeByTasks.contains(P.Paths[Any.At.Target].Top))
    Any.At.Locks.keep(
        [&](Path Lock) { return !Remade.contains(P.Paths[Lock].Top); });
  return Any;
}

} // namespace maprace::analysis
