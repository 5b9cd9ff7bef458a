// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Must-locksets.

#include "checker/analysis/LockSet.h"

#include <algorithm>

namespace maprace::analysis {

/// A loop that lets go what it did not take would count down for ever; nobody
/// holds a recursive lock as often as this.
static constexpr int16_t LeastCount = -4;

HeldLock &LockSet::entry(Path Lock) {
  auto At =
      std::lower_bound(Held.begin(), Held.end(), Lock,
                       [](const HeldLock &H, Path L) { return H.Lock < L; });
  if (At == Held.end() || At->Lock != Lock) {
    At = Held.insert(At, HeldLock());
    At->Lock = Lock;
  }
  return *At;
}

const HeldLock *LockSet::find(Path Lock) const {
  for (const HeldLock &H : Held)
    if (H.Lock == Lock)
      return &H;
  return nullptr;
}

bool LockSet::excludes() const {
  return std::any_of(Held.begin(), Held.end(), [](const HeldLock &H) {
    return !H.Once && H.Exclusive > 0;
  });
}

void LockSet::endOnce(const std::function<bool(Path)> &Which) {
  for (HeldLock &H : Held)
    if (H.Once && H.Exclusive > 0 && Which(H.Lock))
      H.Exclusive = 0;
}

void LockSet::acquire(Path Lock, LockMode Mode, ir::Loc Where, bool Once) {
  HeldLock &H = entry(Lock);
  // What was let go before is the caller's, and is so again.
  bool Above = ++(Mode == LockMode::Exclusive ? H.Exclusive : H.Shared) > 0;
  H.Taken |= Above && (!H.Either || H.count() > 0);
  H.Once |= Once;
  H.Missed = false;
  H.Where = Where;
}

void LockSet::know(Path Fact, ir::Loc Where) {
  HeldLock &H = entry(Fact);
  H.Known = H.Once = true;
  H.Exclusive = 1;
  H.Where = Where;
}

void LockSet::forgetKnown(const std::function<bool(Path)> &Which) {
  std::erase_if(Held,
                [&](const HeldLock &H) { return H.Known && Which(H.Lock); });
}

void LockSet::beThread(Path Variable, ir::Loc Where) {
  acquire(Variable, LockMode::Exclusive, Where, /*Once=*/true);
  entry(Variable).OfThread = true;
}

void LockSet::miss(Path Lock, ir::Loc Where) {
  HeldLock &H = entry(Lock);
  if (H.held())
    return;
  H.Missed = true;
  H.Where = Where;
}

void LockSet::release(Path Lock, LockMode Mode) {
  HeldLock &H = entry(Lock);
  int16_t &Count = Mode == LockMode::Exclusive ? H.Exclusive : H.Shared;
  int16_t &OtherCount = Mode == LockMode::Exclusive ? H.Shared : H.Exclusive;
  // Some locks are let go by one function whatever the mode.
  if (Count <= 0 && OtherCount > 0)
    --OtherCount;
  else if (Count > 0 || !H.Taken)
    Count = std::max<int16_t>(Count - 1, LeastCount);
}

/// One that this function has taken itself, and not let go, is its own.
static void letGoEither(HeldLock &H) {
  if (H.Exclusive > 0)
    --H.Exclusive;
  else if (H.Shared > 0)
    --H.Shared;
  else if (!H.Taken)
    H.Either = std::max<int16_t>(H.Either - 1, LeastCount);
}

void LockSet::releaseEither(Path Lock) { letGoEither(entry(Lock)); }

void LockSet::assume(Path Lock, LockMode Mode, ir::Loc Where) {
  HeldLock &H = entry(Lock);
  bool Shared = Mode == LockMode::Shared;
  if (Shared ? H.held() : H.Exclusive > 0)
    return;
  (Shared ? H.Shared : H.Exclusive) = 1;
  H.Assumed = Shared ? HeldLock::AsReader : HeldLock::Exclusively;
  H.Where = Where;
}

void LockSet::copy(Path From, Path To) {
  HeldLock Copy = *find(From);
  Copy.Lock = To;
  entry(To) = Copy;
}

void LockSet::dropAssumed() {
  for (HeldLock &H : Held) {
    if (H.Assumed == HeldLock::Exclusively && H.Exclusive > 0)
      --H.Exclusive;
    if (H.Assumed == HeldLock::AsReader && H.Shared > 0)
      --H.Shared;
    H.Assumed = HeldLock::No;
    H.Missed = false;
  }
}

void LockSet::startAfter(const LockSet &Starter) {
  for (const HeldLock &H : Starter)
    if (H.Once && H.Shared > 0 && H.Exclusive <= 0 && !find(H.Lock))
      acquire(H.Lock, LockMode::Shared, H.Where, /*Once=*/true);
}

void LockSet::apply(const HeldLock &Delta) {
  if (Delta.Assumed != HeldLock::No)
    return assume(Delta.Lock,
                  Delta.Assumed == HeldLock::AsReader ? LockMode::Shared
                                                      : LockMode::Exclusive,
                  Delta.Where);
  if (Delta.Known) {
    if (Delta.held())
      know(Delta.Lock, Delta.Where);
    return;
  }
  HeldLock &H = entry(Delta.Lock);
  bool Mine = H.Taken, Callers = H.letGo();
  for (int16_t I = Delta.Either; I < 0; ++I)
    letGoEither(H);
  int16_t Least = Mine ? 0 : LeastCount;
  H.Exclusive = std::max<int16_t>(H.Exclusive + Delta.Exclusive, Least);
  H.Shared = std::max<int16_t>(H.Shared + Delta.Shared, Least);
  H.Taken |= Delta.Taken && (!Callers || H.held());
  H.Tried |= Delta.Tried;
  H.Once |= Delta.Once;
  H.OfThread |= Delta.OfThread;
  H.Missed |= Delta.Missed;
  H.Perhaps |= Delta.Perhaps;
  if (Delta.held() || Delta.Missed)
    H.Where = Delta.Where;
}

LockSet LockSet::ofDestroyed(const LockSet &Here) const {
  LockSet Result;
  for (const HeldLock &H : Held)
    if (!H.Perhaps || H.held() || Here.holds(H.Lock))
      Result.apply(H);
  return Result;
}

LockSet sum(LockSet Mine, const LockSet &Theirs) {
  for (const HeldLock &H : Theirs)
    Mine.apply(H);
  return Mine;
}

LockSet LockSet::keep(const std::function<bool(Path)> &IsKept) {
  LockSet Kept, Others;
  // As a rule all are kept.
  if (std::all_of(begin(), end(),
                  [&](const HeldLock &H) { return IsKept(H.Lock); }))
    return Others;
  for (const HeldLock &H : Held)
    (IsKept(H.Lock) ? Kept : Others).apply(H);
  *this = std::move(Kept);
  return Others;
}

void LockSet::join(const LockSet &Other) {
  for (HeldLock &H : Held) {
    const HeldLock *O = Other.find(H.Lock);
    bool OnBoth = H.held() && O && O->held();
    H.Perhaps |= (O && O->Perhaps) || (H.letGo() && (!O || !O->changed()));
    H.Perhaps |= O && O->letGo() && !H.changed();
    // Let go and taken again on one way: held as by the caller on both, whose
    // mode is right wherever it is not known to be wrong.
    if (H.Either != (O ? O->Either : 0) && !H.count() && (!O || !O->count()))
      H.Exclusive = H.Shared = H.Either = 0;
    else
      H.Either = std::min<int16_t>(H.Either, O ? O->Either : 0);
    H.Exclusive = std::min<int16_t>(H.Exclusive, O ? O->Exclusive : 0);
    H.Shared = std::min<int16_t>(H.Shared, O ? O->Shared : 0);
    if (OnBoth && !H.held())
      H.Exclusive = 1;
    H.Taken |= O && O->Taken;
    H.Missed = H.Missed && O && O->Missed;
    H.Tried |= O && O->Tried;
    if (O && O->Assumed != HeldLock::No)
      H.Assumed = O->Assumed;
  }
  for (const HeldLock &O : Other.Held) {
    if (find(O.Lock))
      continue;
    HeldLock &H = entry(O.Lock);
    H = O;
    H.Perhaps |= O.letGo();
    if (H.Either && !H.count())
      H.Either = 0;
    H.Exclusive = std::min<int16_t>(O.Exclusive, 0);
    H.Shared = std::min<int16_t>(O.Shared, 0);
    H.Missed = false;
  }
}

} // namespace maprace::analysis
