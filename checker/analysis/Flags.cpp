// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Facts, and what the function at hand does to them and learns of them.

#include "checker/analysis/Flags.h"

#include "checker/analysis/Frame.h"
#include "checker/analysis/Guarded.h"

namespace maprace::analysis {

using ir::Event;
using ir::StepKind;

static constexpr const char *Raised = "$raised";
static constexpr const char *Again = "$again";
static constexpr const char *Known = "$known";
static constexpr const char *Numbers = "$number";

static bool isPart(const ir::Program &P, Path Any, const char *Name) {
  return !P.Paths.isRoot(Any) && P.Paths[Any].Step == StepKind::Field &&
         P.text(P.Paths[Any].Name) == Name;
}

/// The part of \p Any that says "not 0", from which facts go on; or 0.
static Path factRoot(const ir::Program &P, Path Any) {
  if (isPart(P, Any, Again))
    Any = P.Paths[Any].Parent;
  if (!P.Paths.isRoot(Any) && P.Paths[Any].Step == StepKind::Index)
    Any = P.Paths[Any].Parent;
  return isPart(P, Any, Raised) ? Any : 0;
}

Path raisedPart(ir::Program &P, Path Variable) {
  return P.Paths.step(Variable, StepKind::Field, P.Symbols.intern(Raised));
}

Path valuePart(ir::Program &P, Path Variable, std::string_view Value) {
  Path Fact = raisedPart(P, Variable);
  return Value.empty()
             ? Fact
             : P.Paths.step(Fact, StepKind::Index, P.Symbols.intern(Value));
}

Path againPart(ir::Program &P, Path Fact) {
  return P.Paths.step(Fact, StepKind::Field, P.Symbols.intern(Again));
}

bool isRaisedPart(const ir::Program &P, Path Any) {
  return factRoot(P, Any) != 0;
}

bool isAgainPart(const ir::Program &P, Path Any) {
  return isPart(P, Any, Again) && factRoot(P, Any);
}

Path flagOf(const ir::Program &P, Path Any) {
  Path Root = factRoot(P, Any);
  return Root ? P.Paths[Root].Parent : 0;
}

/// The value that the fact names; empty for "not 0".
static const std::string &valueOf(const ir::Program &P, Path Fact) {
  if (isPart(P, Fact, Again))
    Fact = P.Paths[Fact].Parent;
  static const std::string NotZero;
  return P.Paths[Fact].Step == StepKind::Index ? P.text(P.Paths[Fact].Name)
                                               : NotZero;
}

bool contradict(const ir::Program &P, Path A, Path B) {
  Path Root = factRoot(P, A);
  if (!Root || Root != factRoot(P, B))
    return false;
  const std::string &ValueA = valueOf(P, A), &ValueB = valueOf(P, B);
  if (ValueA.empty() || ValueB.empty())
    return ValueA == "0" || ValueB == "0";
  return ValueA != ValueB && isConstant(ValueA) && isConstant(ValueB);
}

bool isOver(const ir::Program &P, Path Before, Path Fact) {
  if (contradict(P, Before, Fact))
    return true;
  // What is named otherwise is taken for another value.
  const std::string &Value = valueOf(P, Fact);
  return flagOf(P, Before) == flagOf(P, Fact) && !Value.empty() &&
         !valueOf(P, Before).empty() && valueOf(P, Before) != Value;
}

Path knownPart(ir::Program &P, Path Fact) {
  return P.Paths.step(Fact, StepKind::Field, P.Symbols.intern(Known));
}

Path factOfKnown(const ir::Program &P, Path Known) {
  return P.Paths[Known].Parent;
}

Path knownOfNumber(ir::Program &P, Path Known, ir::Symbol Text) {
  Path Number =
      P.Paths.step(P.Paths.root(ir::Root::Global, P.Symbols.intern(Numbers)),
                   StepKind::Index, Text);
  return P.Paths.rebase(Known, flagOf(P, factOfKnown(P, Known)), Number);
}

std::string numberOf(const ir::Program &P, Path Known) {
  Path Number = flagOf(P, factOfKnown(P, Known));
  Path Top = P.Paths[Number].Top;
  bool Named = P.Paths[Top].RootKind == ir::Root::Global &&
               P.text(P.Paths[Top].Name) == Numbers;
  return Named ? P.text(P.Paths[Number].Name) : std::string();
}

/// True if two threads of which one has the number \p A and one \p B have
/// different numbers.
static bool differ(const std::string &A, const std::string &B, bool Self) {
  if (A == B)
    return A == ir::OwnNumber || (Self && A == ir::EachElement);
  // A loop numbers those that it starts, and who starts them takes part.
  bool OneOfLoop = isConstant(A) != isConstant(B);
  return OneOfLoop || (isConstant(A) && isConstant(B)) || differInAge(A, B);
}

/// What is seen now, and told by who saw it afterwards, of one variable.
static bool givesTurn(const ir::Program &P, const Access &A, Path Fact) {
  return isAgainPart(P, Fact) &&
         std::any_of(A.Releases.begin(), A.Releases.end(), [&](Path Told) {
           return flagOf(P, Told) == flagOf(P, Fact);
         });
}

/// What is known is a remainder of the variable's value.
static bool isRemainder(const std::string &Value) {
  return !Value.empty() && Value[0] == ir::Remainder;
}

/// True if two threads that wait until a variable has the value \p A or \p B
/// wait for different values: each has one of its own.
static bool otherTurn(const std::string &A, const std::string &B, bool Self) {
  if (A.empty() || B.empty() || A == "?" || B == "?")
    return false;
  if (isRemainder(A) && isRemainder(B)) {
    size_t EndA = A.find(ir::RemainderIs), EndB = B.find(ir::RemainderIs);
    return A.substr(0, EndA) == B.substr(0, EndB) &&
           otherTurn(A.substr(EndA + 1), B.substr(EndB + 1), Self);
  }
  if (A != B)
    return (isConstant(A) && isConstant(B)) || differInAge(A, B);
  // A counter hands it out once.
  return A == ir::OwnNumber ||
         (Self && (A.find(ir::EachElement) != std::string::npos ||
                   A.find("{p") != std::string::npos));
}

bool takeTurns(const ir::Program &P, const Access &A, const Access &B,
               bool Self) {
  for (Path Mine : A.Joined)
    if (givesTurn(P, A, Mine))
      for (Path Theirs : B.Joined)
        if (flagOf(P, Theirs) == flagOf(P, Mine) && givesTurn(P, B, Theirs) &&
            otherTurn(valueOf(P, Mine), valueOf(P, Theirs), Self))
          return true;
  return false;
}

bool hasTurn(const ir::Program &P, const Access &A, Path Variable) {
  return std::any_of(A.Joined.begin(), A.Joined.end(), [&](Path Fact) {
    return isAgainPart(P, Fact) && flagOf(P, Fact) == Variable &&
           valueOf(P, Fact).find('{') != std::string::npos;
  });
}

/// The value that is known goes by the place of the expression that gave it.
static bool isComputed(const std::string &Value) {
  return !Value.empty() && Value[0] == ir::ComputedValue;
}

bool neverTwo(const ir::Program &P, const LockSet &A, const LockSet &B,
              bool Self, bool InStep) {
  auto CannotBe = [&](const HeldLock &H) {
    const std::string Number = H.Known && H.held() ? numberOf(P, H.Lock) : "";
    if (!isConstant(Number))
      return false;
    const std::string &Value = valueOf(P, factOfKnown(P, H.Lock));
    return isConstant(Value) && Value != Number;
  };
  if (std::any_of(A.begin(), A.end(), CannotBe) ||
      std::any_of(B.begin(), B.end(), CannotBe))
    return true;
  for (const HeldLock &HA : A)
    for (const HeldLock &HB : B) {
      if (!HA.Known || !HB.Known || !HA.held() || !HB.held())
        continue;
      const std::string NumberA = numberOf(P, HA.Lock);
      const std::string NumberB = numberOf(P, HB.Lock);
      const std::string &Value = valueOf(P, factOfKnown(P, HA.Lock));
      if (!NumberA.empty() && !NumberB.empty() &&
          Value == valueOf(P, factOfKnown(P, HB.Lock)) &&
          (InStep || !isComputed(Value)) && differ(NumberA, NumberB, Self))
        return true;
    }
  return false;
}

std::shared_ptr<const AccessList>
withoutFlags(const ir::Program &P, std::shared_ptr<const AccessList> List) {
  auto Left = std::make_shared<AccessList>();
  bool Any = false;
  for (Access A : List->all()) {
    PathSet Flags;
    for (Path Object : A.Releases)
      if (isRaisedPart(P, Object) && !A.Locks.holds(flagOf(P, Object)) &&
          !hasTurn(P, A, flagOf(P, Object)))
        Flags.insert(Object);
    for (Path Flag : Flags)
      A.Releases.erase(Flag);
    Any |= !Flags.empty();
    Left->add(std::move(A));
  }
  return Any ? Left : List;
}

bool isFact(const ir::Program &P, Path Fact, const std::string &Number) {
  const std::string &Value = valueOf(P, Fact);
  return Value.empty() ? Number != "0" : Value == Number;
}

Path countPart(ir::Program &P, Path Variable, bool Up) {
  return P.Paths.step(Variable, StepKind::Field,
                      P.Symbols.intern(Up ? "$up" : "$down"));
}

bool isCountersLock(const ir::Program &P, Path Lock) {
  return isPart(P, Lock, ir::LastToCount);
}

//===-- States -----------------------------------------------------------===//

/// What contradicts the fact was seen, or made true, before: it is over.
void State::becomes(Path Fact) {
  Joined.eraseIf([&](Path Other) {
    return isAgainPart(*P, Other) && contradict(*P, Other, Fact);
  });
  auto Over = [&](Path Other) { return isOver(*P, Other, Fact); };
  Signalled.eraseIf(Over);
  Raised.eraseIf(Over);
}

/// One of several conditions holds. What is known to be false leaves the rest.
void State::exclude(Path Fact, bool Holds,
                    const std::function<void(const Condition &)> &Learned) {
  std::vector<Condition> Now;
  for (auto It = Either.begin(); It != Either.end();) {
    std::erase_if(It->Parts, [&](const Condition &C) {
      return C.Where == Fact && C.Holds != Holds;
    });
    bool Told = It->Parts.size() < 2 ||
                std::any_of(
                    It->Parts.begin(), It->Parts.end(),
                    [&](const Condition &C) { return C.Where == Fact; });
    if (It->Parts.size() == 1)
      Now.push_back(It->Parts[0]);
    It = Told ? Either.erase(It) : std::next(It);
  }
  for (const Condition &C : Now)
    Learned(C);
}

//===-- Frames -----------------------------------------------------------===//

/// The facts that \p E says to hold, the most precise first.
static std::vector<Path> factsOf(ir::Program &P, Path Variable,
                                 const std::string &Value) {
  if (Value.empty() || Value == "0")
    return {valuePart(P, Variable, Value)};
  return {valuePart(P, Variable, Value), raisedPart(P, Variable)};
}

void Frame::makeTrue(State &S, Path Fact) {
  S.becomes(Fact);
  Path Repeated = againPart(P, Fact);
  for (Path Each : {Fact, Repeated}) {
    S.Signalled.insert(Each);
    S.Raised.insert(Each);
  }
  Signals.insert(InLoop ? Repeated : Fact);
}

void Frame::raise(State &S, const Event &E) {
  Path Variable = S.normalise(E.Target);
  std::string Value = E.Args.empty() ? "" : P.text(E.Args[0].Name);
  bool Counts = Value == "+" || Value == "-";
  if (!Counts)
    turned(S, Variable);
  // A plain variable tells others of it only under a lock.
  if (E.Flag && !S.Locks.excludes())
    return;
  if (Counts) {
    signal(S, countPart(P, Variable, Value == "+"), false);
    if (Value == "-")
      return;
    Value = "?";
  }
  // What was seen of it before is over.
  S.Joined.eraseIf([&](Path Other) {
    return isAgainPart(P, Other) && flagOf(P, Other) == Variable &&
           !valueOf(P, Other).empty() && valueOf(P, Other) != Value;
  });
  bool Claimed = false;
  for (Path Fact : factsOf(P, Variable, Value)) {
    makeTrue(S, Fact);
    if (const HeldLock *H = S.Locks.find(Fact); H && H->Exclusive > 0) {
      Claimed = true;
      S.Locks.endOnce([&](Path Lock) { return Lock == Fact; });
      S.Locks.acquire(Fact, LockMode::Shared, E.Where, /*Once=*/true);
    }
  }
  // Who saw it clear under a lock, and sets it, has it until it is cleared.
  if (E.Flag && Claimed)
    S.Locks.acquire(Variable, LockMode::Exclusive, E.Where);
  else if (E.Flag && Value == "0")
    S.Locks.release(Variable, LockMode::Exclusive);
}

/// What \p Fact says of its variable is true now.
void Frame::seen(State &S, Path Fact) const {
  S.becomes(Fact);
  join(S, Fact);
  S.Joined.insert(againPart(P, Fact));
}

/// Who sees a flag set comes after what came before. Who sees it not set under
/// a lock is the one that may make what it tells of; all others come later.
void Frame::flagSeen(State &S, Path Fact, bool Set) const {
  Path Variable = flagOf(P, Fact);
  Path NotZero = raisedPart(P, Variable);
  const std::string Value = valueOf(P, Fact);
  S.exclude(Fact, Set, [&](const Condition &C) { refineOne(S, C, C.Holds); });
  if (Set && Value != "?")
    seen(S, Fact);
  if (Set && Fact != NotZero && !isRemainder(Value)) {
    if (Value != "0" && Value != "?")
      seen(S, NotZero);
    // A counter has arrived.
    if (Value != "1")
      join(S, countPart(P, Variable, Value != "0"));
  } else if (!Set && Fact == NotZero) {
    seen(S, valuePart(P, Variable, "0"));
    join(S, countPart(P, Variable, false));
  }
  if (S.Locks.holds(Fact) || Value == "?")
    return;
  if (Set)
    S.Locks.acquire(Fact, LockMode::Shared, F.Where, /*Once=*/true);
  else if (S.Locks.excludes())
    S.Locks.acquire(Fact, LockMode::Exclusive, F.Where, /*Once=*/true);
}

void Frame::raised(State &S, const Event &E) const {
  if (!E.Result)
    return;
  // Asked again before all meet again, the others may be a step behind.
  if (E.Many && !E.Args.empty() && isComputed(P.text(E.Args[0].Name)) &&
      !S.Asked.insert(
          valuePart(P, S.normalise(E.Target), P.text(E.Args[0].Name)))) {
    S.store(E.Result, {});
    return;
  }
  Value V;
  V.Cond = Condition{E.Many ? Condition::NumberIs : Condition::FlagRaised,
                     valuePart(P, S.normalise(E.Target),
                               E.Args.empty() ? "" : P.text(E.Args[0].Name))};
  V.Cond->Plain = E.Flag;
  S.store(E.Result, V);
}

/// The thread learns the value of what may be a number of its own.
void Frame::numberKnown(State &S, Path Fact, bool Holds) const {
  const std::string &Value = valueOf(P, Fact);
  if (!Holds && Value.empty())
    Fact = valuePart(P, flagOf(P, Fact), "0");
  else if (!Holds || (!isConstant(Value) && !isComputed(Value)))
    return;
  S.Locks.know(knownPart(P, Fact), F.Where);
}

/// The variable of this name gets another value.
void Frame::numberChanges(State &S, const std::string &Variable) const {
  S.Locks.forgetKnown([&](Path Known) {
    Path Number = flagOf(P, factOfKnown(P, Known));
    const ir::PathTable::Node &N = P.Paths[Number];
    if (!P.Paths.isRoot(Number))
      return false;
    return N.RootKind == ir::Root::Param
               ? "p" + std::to_string(N.Name) == Variable
               : N.RootKind == ir::Root::Local && P.text(N.Name) == Variable;
  });
}

/// Result tells whether all, or one, of the answers say yes.
void Frame::combine(State &S, const Event &E) const {
  Condition All{E.Many ? Condition::AllOf : Condition::AnyOf, 0};
  for (const ir::Operand &O : E.Args) {
    Value V = S.evaluate(O);
    if (!V.Cond && !E.Many)
      return;
    if (!V.Cond)
      continue;
    V.Cond->Holds = O.Name == 0;
    All.Parts.push_back(*V.Cond);
  }
  Value V;
  V.Cond = std::move(All);
  S.store(E.Result, V);
}

} // namespace maprace::analysis
