// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is done once, as a flag tells: a function that finds the flag as it
// should be leaves, else it changes the flag and waits for threads. Who leaves
// has nothing to wait for: nothing was started, or it was waited for when the
// flag was changed.

#include "checker/analysis/Flags.h"
#include "checker/analysis/Frame.h"

namespace maprace::analysis {

/// The variable whose value \p Asked tells, or 0.
static Path askedFlag(const ir::Program &P, const Value &Asked) {
  if (!Asked.Cond)
    return Asked.Origins.size() == 1 ? *Asked.Origins.begin() : 0;
  switch (Asked.Cond->Of) {
  case Condition::FlagRaised:
    return flagOf(P, Asked.Cond->Where);
  case Condition::LockTaken:
    return Asked.Cond->Where;
  default:
    return 0;
  }
}

void Frame::askedBefore(State &S, const Value &Asked, bool Holds) const {
  Path Flag = askedFlag(P, Asked);
  if (!Flag || !shareable(Flag))
    return;
  // One that is set, or cleared, as it is asked has been changed already.
  bool Sets = Asked.Cond && Asked.Cond->Of == Condition::LockTaken;
  if (Holds && (Sets || S.Turned.contains(Flag))) {
    S.Turned.insert(Flag);
    return;
  }
  S.Turned.erase(Flag);
  S.Found.insert(Flag);
}

void Frame::turned(State &S, Path Flag) const {
  S.Found.erase(Flag);
  S.Turned.insert(Flag);
}

/// True if \p Flag and \p Handle are in one object.
static bool inOneObject(const ir::PathTable &Paths, Path Flag, Path Handle) {
  if (Paths.isRoot(Flag))
    return Paths[Flag].RootKind == ir::Root::Global &&
           Paths[Paths[Handle].Top].RootKind == ir::Root::Global;
  return Paths.hasPrefix(Handle, Paths[Flag].Parent);
}

PathSet State::waitedOnce(const State &Other) const {
  PathSet Result;
  for (Path Flag : Found)
    if (Other.Turned.contains(Flag))
      for (Path Handle : Other.Joined)
        if (!isRaisedPart(*P, Handle) && inOneObject(P->Paths, Flag, Handle))
          Result.insert(Handle);
  return Result;
}

} // namespace maprace::analysis
