// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Values on their way to places: what a function stores itself, and what a
// callee or a thread has stored.

#include "checker/analysis/Storing.h"
#include "checker/analysis/Frame.h"
#include "checker/analysis/Guarded.h"
#include "checker/analysis/Tasks.h"

namespace maprace::analysis {

using ir::Event;
using ir::Operand;
using ir::Root;

/// Stands for a task that is being handed over.
static constexpr const char *GivenNow = "$given";

/// A new object that a global points to goes by the global's name from then
/// on: whoever comes by the global finds that one.
void Frame::nameByGlobal(State &S, Path Pointer) {
  std::vector<Path> Places = S.resolve(Pointer);
  if (Places.size() != 1 || !P.Paths.isRoot(Places[0]) ||
      P.Paths[Places[0]].RootKind != Root::Global)
    return;
  Value V = S.load(Places[0]);
  if (V.Pointees.size() != 1 || !V.Origins.empty())
    return;
  Path Object = *V.Pointees.begin();
  if (!P.Paths.isRoot(Object) || P.Paths[Object].RootKind != Root::Alloc)
    return;
  Path Named = P.Paths.step(Places[0], ir::StepKind::Deref);
  S.moveRoot(Object, Named);
  if (Symbol Class = classOf(Object))
    Types[Named] = Class;
}

/// Who puts \p What at \p Place may give somebody a task: what comes later
/// comes after that.
void Frame::putTask(State &S, Path Place, const Value &What) const {
  bool Object = !What.Pointees.empty() && !P.Paths.isRoot(Place) &&
                P.Paths[Place].Step == ir::StepKind::Index;
  if (shareable(Place) && (Object || !What.Functions.empty()))
    S.Raised.insert(Place);
}

/// True if callables are at a place that holds \p There beside \p New.
static bool holdsOthers(const Value &There, const Value &New) {
  return !New.Functions.empty() &&
         std::any_of(There.Functions.begin(), There.Functions.end(),
                     [&](Symbol F) { return !New.Functions.contains(F); });
}

void Frame::store(State &S, const Event &E) {
  Value Stored = S.evaluate(E.Args[0]);
  if (shareable(E.Target) && !Stored.empty())
    S.Awaited = {};
  for (Path Place : S.resolve(E.Target)) {
    give(S, Place, Stored);
    putObjects(S, Place, Stored);
    putTask(S, Place, Stored);
  }
  if (E.Args[0].K == Operand::Move && S.Locks.excludes() &&
      shareable(S.normalise(E.Args[0].Where)))
    S.Taken.insert(S.normalise(E.Args[0].Where));
  // What was put there before was handed over then.
  Path Given = 0;
  for (Path Place : S.resolve(E.Target))
    if (!S.Live.empty() && holdsOthers(S.load(Place), Stored)) {
      Given = P.Paths.root(Root::Local, P.Symbols.intern(GivenNow));
      Operand Copy = E.Args[0];
      if (Copy.K == Operand::Move)
        Copy.K = Operand::Value;
      S.assign(Given, Copy);
      break;
    }
  S.assign(E.Target, E.Args[0]);
  nameByGlobal(S, E.Target);
  if (S.Live.empty())
    return;
  for (Path Place : S.resolve(E.Target))
    handOver(S, Place, Given, E.Where, nullptr, nullptr);
  if (Given)
    S.forget(Given);
}

namespace {
/// A value on its way to a place.
struct Write {
  Path To;
  Value What;
  /// Without what was there before.
  Value Put;
  /// The places it may be copied from, with their parts.
  Sources From;
  /// Threads of the callee that it handed the value over to itself.
  std::vector<TokenId> Handed;
};
} // namespace

/// The caller's place whose content the callee found at \p Origin, or 0.
static Path sourceOf(const ir::Program &P, const State &S, const Translator &T,
                     const std::vector<Operand> &Args, Path Origin) {
  if (!P.Paths.isRoot(Origin) || P.Paths[Origin].RootKind != Root::Param)
    return T.place(Origin);
  size_t Number = P.Paths[Origin].Name;
  if (Number >= Args.size() ||
      (Args[Number].K != Operand::Value && Args[Number].K != Operand::Move))
    return 0;
  std::vector<Path> Places = S.resolve(Args[Number].Where);
  return Places.size() == 1 ? Places[0] : 0;
}

Sources sourcesOf(const ir::Program &P, const State &S, const Translator &T,
                  const std::vector<Operand> &Args, const Value &V) {
  Sources Result;
  for (Path Origin : V.Origins)
    if (Path From = sourceOf(P, S, T, Args, Origin))
      Result.emplace_back(From, S.under(From));
  return Result;
}

Value heldBefore(const ir::Program &P, State &S, Path Place, const Value &New) {
  bool Part = New.Functions.empty() && !P.Paths.isRoot(Place) &&
              P.Paths[Place].Step == ir::StepKind::Field &&
              (P.Paths[Place].Indexed ||
               P.Paths[P.Paths[Place].Top].RootKind == Root::Alloc);
  return Part && !S.findPlace(Place) ? Value() : S.load(Place);
}
void Frame::applyStores(State &S, const Translator &T, const Target &Callee,
                        const std::vector<TokenId> &Started, const Event &E,
                        const Story &Calls, ThreadStartPtr Runner) {
  std::vector<Write> Writes;
  PathSet MovedAway;
  for (const auto &[Place, Stored] : Callee.Effects->Stores) {
    if (isOwnParameter(Place)) {
      size_t Number = P.Paths[P.Paths[Place].Top].Name;
      if (Number < Callee.Args.size() &&
          Callee.Args[Number].K == ir::Operand::Move)
        for (Path Argument : T.places(Place))
          MovedAway.insert(Argument);
      continue;
    }
    Value What = T.value(Stored), Put = What;
    if (Stored.Origins.contains(Place)) {
      Value New = Stored;
      New.Origins.erase(Place);
      Put = T.value(New);
    }
    Write W{0, What, Put, sourcesOf(P, S, T, Callee.Args, Stored), {}};
    for (size_t I = 0; I != Started.size(); ++I)
      if (waitsAt(P, Callee.Effects->Threads[I], Place))
        W.Handed.push_back(Started[I]);
    for (TokenId Index : Stored.Threads)
      W.What.Threads.insert(Started[Index]);
    std::vector<Path> Places;
    if (P.Paths[Place].Top != ReturnPlace)
      Places = T.places(Place);
    else if (E.Result && !Runner)
      Places = {P.Paths.rebase(Place, ReturnPlace, E.Result)};
    for (Path To : Places) {
      W.To = To;
      give(S, To, W.Put);
      if (!Runner)
        putObjects(S, To, W.What);
      Writes.push_back(W);
    }
  }
  // Wholes before their parts: storing a whole forgets its parts.
  std::sort(Writes.begin(), Writes.end(), [&](const Write &A, const Write &B) {
    return std::make_pair(P.Paths[A.To].Depth, A.To) <
           std::make_pair(P.Paths[B.To].Depth, B.To);
  });
  for (Write &W : Writes) {
    bool Handle = !W.What.Threads.empty() && W.What.Pointees.empty();
    if (Handle)
      applyHandles(S, W.To, W.What);
    Value Now = W.What;
    if (Runner) {
      // Some time; so what was there may be there as well. Only callables
      // matter to others before the thread is joined.
      if (W.What.Functions.empty() && W.What.Pointees.empty() &&
          W.What.Threads.empty())
        continue;
      Now = heldBefore(P, S, W.To, W.What);
      Now.join(W.What);
    }
    if (Handle)
      S.storeHandle(W.To, Now);
    else
      S.store(W.To, Now);
    // What may be left as it was keeps its parts.
    for (const auto &[From, Parts] : W.From)
      Out.Capped |= !S.copyParts(Parts, From, W.To);
  }
  Giver = Callee.Effects;
  for (const Write &W : Writes) {
    if (W.What.Functions.empty() && W.What.Pointees.empty())
      continue;
    if (!Runner)
      putTask(S, W.To, W.What);
    if (S.Live.empty())
      continue;
    bool Copied = false;
    for (const auto &[From, Parts] : W.From)
      if (From != W.To) {
        Copied = true;
        handOver(S, W.To, From, E.Where, Calls, Runner, W.Handed);
      }
    if (Copied)
      continue;
    // What was put there before was handed over then.
    Path Given = P.Paths.root(Root::Local, P.Symbols.intern(GivenNow));
    for (const Write &Part : Writes)
      if (P.Paths.hasPrefix(Part.To, W.To)) {
        Path To = P.Paths.rebase(Part.To, W.To, Given);
        S.store(To, Part.Put);
        for (const auto &[From, Parts] : Part.From)
          if (From != Part.To)
            Out.Capped |= !S.copyParts(Parts, From, To);
      }
    handOver(S, W.To, Given, E.Where, Calls, Runner, W.Handed);
    S.forget(Given);
  }
  endGiven(S);
  for (Path Argument : MovedAway)
    S.store(Argument, {});
}

} // namespace maprace::analysis
