// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From a callee's frame to its caller's.

#include "checker/analysis/Translate.h"
#include "checker/analysis/Flags.h"
#include "checker/analysis/Guarded.h"
#include "checker/analysis/Meetings.h"

namespace maprace::analysis {

using ir::Operand;
using ir::PathTable;
using ir::Root;
using ir::StepKind;

/// Names grow by a site for each call on the way; longer ones are digested.
static constexpr size_t MaxName = 160;

Translator::Translator(ir::Program &P, const State &Caller,
                       const std::vector<Operand> &Args, ir::Loc Where)
    : P(P), Caller(Caller), Args(Args),
      Site("@" + std::to_string(Where.File) + ":" + std::to_string(Where.Line) +
           ":" + std::to_string(Where.Column)) {}

/// FNV-1a, in hex: the same for the same text everywhere.
static std::string digest(const std::string &Text) {
  uint64_t Hash = 14695981039346656037u;
  for (unsigned char C : Text)
    Hash = (Hash ^ C) * 1099511628211u;
  std::string Out;
  for (int Shift = 60; Shift >= 0; Shift -= 4)
    Out += "0123456789abcdef"[(Hash >> Shift) & 15];
  return Out;
}

Symbol Translator::atSite(Symbol Name) const {
  std::string Text = P.text(Name) + Site;
  if (Text.size() > MaxName)
    Text = Text.substr(0, MaxName / 2) + "~" + digest(Text);
  return P.Symbols.intern(Text);
}

Path Translator::made(Path Object) const {
  PathTable::Node N = P.Paths[Object];
  if (N.RootKind != Root::Alloc)
    return Object;
  return P.Paths.root(Caller.Locks.inOnce() ? Root::Global : Root::Alloc,
                      atSite(N.Name));
}

/// Replaces each variable in braces by what it is in the caller.
Symbol Translator::index(Symbol Name) const {
  const std::string &Text = P.text(Name);
  if (Text.find('{') == std::string::npos)
    return Name;
  std::string Out;
  for (size_t I = 0; I < Text.size(); ++I) {
    if (Text[I] != '{') {
      Out += Text[I];
      continue;
    }
    size_t End = Text.find('}', I);
    if (End == std::string::npos)
      return P.Symbols.intern("?");
    std::string Variable = Text.substr(I + 1, End - I - 1);
    I = End;
    std::string Known;
    if (Variable.size() > 1 && Variable[0] == 'p' &&
        Variable.find_first_not_of("0123456789", 1) == std::string::npos) {
      size_t N = std::stoul(Variable.substr(1));
      if (N < Args.size() && Args[N].Name && Args[N].K != Operand::Function)
        Known = P.text(Args[N].Name);
    }
    if (Known == "?")
      Known.clear();
    // These mean the same everywhere.
    std::string Whole = "{" + Variable + "}";
    if (Whole == ir::EachElement || Whole == ir::OwnNumber ||
        (!Variable.empty() && Variable.back() == EachMark))
      Known = std::move(Whole);
    Out += Known.empty() ? "{" + Variable + Site + "}" : Known;
  }
  return P.Symbols.intern(Out.size() > MaxName ? "?" : Out);
}

Path Translator::base(Path Top, size_t &Skip,
                      const std::vector<Path> &Chain) const {
  PathTable &Paths = P.Paths;
  PathTable::Node N = Paths[Top];
  switch (N.RootKind) {
  case Root::Global:
  case Root::Result:
    return Top;
  case Root::Alloc:
    return made(Top);
  case Root::Opaque:
    return Paths.root(N.RootKind, atSite(N.Name));
  case Root::Local:
    return 0;
  case Root::Param:
    break;
  }
  bool Deref = !Chain.empty() && Paths[Chain[0]].Step == StepKind::Deref;
  if (N.Name < Args.size()) {
    const Operand &Arg = Args[N.Name];
    if (Arg.K == Operand::Value || Arg.K == Operand::Move)
      return Arg.Where;
    if (Arg.K == Operand::Address) {
      Skip = 1;
      return Deref ? Arg.Where : 0;
    }
  }
  if (!Deref)
    return 0;
  Skip = 1;
  return Paths.root(
      Root::Opaque,
      P.Symbols.intern("argument " + std::to_string(N.Name) + Site));
}

Path Translator::spliced(Path Where) const {
  bool InOnce = Caller.Locks.inOnce();
  auto [It, New] = Spliced[InOnce].try_emplace(Where, 0);
  return New ? It->second = splice(Where) : It->second;
}

Path Translator::splice(Path Where) const {
  PathTable &Paths = P.Paths;
  std::vector<Path> Chain = Paths.chain(Where);
  size_t Skip = 0;
  Path Current = base(Paths[Where].Top, Skip, Chain);
  for (size_t I = Skip; Current && I < Chain.size(); ++I) {
    PathTable::Node N = Paths[Chain[I]];
    Symbol Name = N.Step == StepKind::Index ? index(N.Name) : N.Name;
    Current = Paths.step(Current, N.Step, Name);
  }
  return Current;
}

/// Forgets what no longer holds.
void Translator::look() const {
  std::shared_ptr<const void> Now = Caller.version();
  if (Now == Seen)
    return;
  Resolved.clear();
  Normalised.clear();
  Sets = {};
  Seen = std::move(Now);
}

std::vector<Path> Translator::places(Path Where) const {
  Path Mine = spliced(Where);
  if (!Mine)
    return {};
  look();
  auto [It, New] = Resolved.try_emplace(Mine);
  if (New)
    It->second = Caller.resolve(Mine);
  return It->second;
}

Path Translator::symbolic(Path Where) const {
  Path Mine = spliced(Where);
  if (!Mine)
    return 0;
  look();
  auto [It, New] = Normalised.try_emplace(Mine, 0);
  return New ? It->second = Caller.normalise(Mine) : It->second;
}

Access Translator::access(const Access &Callee) const {
  Access Result = Callee;
  Result.Target = symbolic(Callee.Target);
  // Cut: the member that is accessed is not what its way ends with now.
  PathTable::Node Member = P.Paths[Callee.Target];
  if (Result.Target && Member.Parent && Member.Step == StepKind::Field &&
      Caller.isCut(Result.Target) &&
      P.Paths[Result.Target].Name != Member.Name) {
    Cut = true;
    Result.Target = 0;
  }
  if (Callee.Via)
    Result.Via = symbolic(Callee.Via);
  Result.Joined = joinedSet(Callee.Joined);
  Result.After = placeSet(Callee.After);
  Result.Releases = placeSet(Callee.Releases);
  Result.Phase = phases(Callee.Phase);
  Result.Dropped = locks(Callee.Dropped);
  Path Name = namedPart(P.Paths, Callee.Named);
  if (P.Paths.isRoot(Name) && P.Paths[Name].RootKind == Root::Param)
    Result.Named = spliced(Callee.Named);
  return Result;
}

Path Translator::place(Path Where) const {
  std::vector<Path> All = places(Where);
  return All.size() == 1 ? All[0] : 0;
}

void Translator::addGuardLocks(Path Guard, const HeldLock &H,
                               LockSet &Out) const {
  Value V = Caller.load(Guard);
  if (V.Guard) {
    for (auto [Lock, Mode] : V.Guard->Locks) {
      HeldLock Each = H;
      Each.Lock = Lock;
      if (Mode == LockMode::Shared)
        std::swap(Each.Exclusive, Each.Shared);
      Out.apply(Each);
    }
    return;
  }
  for (Path Origin : V.Origins) {
    HeldLock Each = H;
    Each.Lock =
        P.Paths.step(Origin, StepKind::Call, P.Symbols.intern(GuardLocks));
    Out.apply(Each);
  }
}

Path Translator::known(Path Callee) const {
  Path Number = flagOf(P, factOfKnown(P, Callee));
  PathTable::Node N = P.Paths[Number];
  if (!N.Parent && N.RootKind == Root::Param)
    return N.Name < Args.size() && Args[N.Name].Name &&
                   Args[N.Name].K != Operand::Function
               ? knownOfNumber(P, Callee, Args[N.Name].Name)
               : 0;
  Path Mine = symbolic(Number);
  // A closure may hold it.
  if (std::string Text = numberOf(P, Callee); Text.starts_with("{p0*.")) {
    Path Closure = P.Paths.step(P.Paths.root(Root::Param, 0), StepKind::Deref);
    Text = Text.substr(5, Text.size() - 6);
    Mine = symbolic(
        P.Paths.step(Closure, StepKind::Field, P.Symbols.intern(Text)));
    if (!Mine || !Caller.load(Mine).Number)
      return symbolic(Callee);
  }
  if (!Mine)
    return 0;
  if (Symbol Text = Caller.load(Mine).Number)
    return knownOfNumber(P, Callee, Text);
  return P.Paths.rebase(Callee, Number, Mine);
}

LockSet Translator::locks(const LockSet &Callee) const {
  LockSet Result;
  for (HeldLock H : Callee) {
    PathTable::Node N = P.Paths[H.Lock];
    if (N.Parent && N.Step == StepKind::Call && P.text(N.Name) == GuardLocks) {
      for (Path Guard : places(N.Parent))
        addGuardLocks(Guard, H, Result);
      continue;
    }
    if (Path Lock = H.Known ? known(H.Lock) : symbolic(H.Lock)) {
      H.Lock = Lock;
      Result.apply(H);
    }
  }
  return Result;
}

PathSet Translator::placeSet(const PathSet &Callee) const {
  if (Callee.empty())
    return {};
  look();
  auto [It, New] = Sets[Caller.Locks.inOnce()].try_emplace(Callee);
  if (New)
    for (Path Item : Callee)
      for (Path Place : places(Item))
        It->second.insert(Place);
  return It->second;
}

PathSet Translator::phases(const PathSet &Callee) const {
  PathSet Result;
  for (Path Phase : Callee) {
    Path Mine = Phase == CallersPhase ? CallersPhase : symbolic(Phase);
    Result.insert(Mine ? Mine : CallersPhase);
  }
  return Result;
}

PathSet Translator::joinedSet(const PathSet &Callee) const {
  PathSet Result = placeSet(Callee);
  // A future leads to what it waits for; a handle may be a copy.
  PathSet Handles = Result;
  for (Path Handle : Handles) {
    const Value Held = Caller.load(Handle);
    Result.unite(Held.Pointees);
    Result.unite(Held.Origins);
  }
  return Result;
}

std::optional<Condition> Translator::condition(const Condition &Callee) const {
  Condition Result = Callee;
  if (Callee.Where) {
    Result.Where = symbolic(Callee.Where);
    if (!Result.Where)
      return std::nullopt;
  }
  for (Condition &Part : Result.Parts) {
    std::optional<Condition> Mine = condition(Part);
    if (!Mine)
      return std::nullopt;
    Part = std::move(*Mine);
  }
  return Result;
}

Value Translator::value(const Value &Callee) const {
  Value Result;
  for (Path Pointee : Callee.Pointees)
    for (Path Place : places(Pointee))
      Result.Pointees.insert(Place);
  bool First = true;
  for (Path Origin : Callee.Origins) {
    Value Part;
    if (P.Paths.isRoot(Origin) && P.Paths[Origin].RootKind == Root::Param) {
      size_t Number = P.Paths[Origin].Name;
      if (Number < Args.size())
        Part = Caller.evaluate(Args[Number]);
    } else {
      bool FirstPlace = true;
      for (Path Place : places(Origin)) {
        Value Held = Caller.load(Place);
        if (FirstPlace)
          Part = std::move(Held); // keeps what it tells of a lock
        else
          Part.join(Held);
        FirstPlace = false;
      }
    }
    bool Alone = First && Callee.Origins.size() == 1 && Result.empty();
    First = false;
    if (Alone)
      Result = std::move(Part); // keeps a guard's ownership as it is
    else
      Result.join(Part);
  }
  if (Callee.Number)
    Result.Number = index(Callee.Number);
  Result.Functions.unite(Callee.Functions);
  Result.JoinsOnDestroy |= Callee.JoinsOnDestroy;
  if (Callee.Guard) {
    Result.Guard = GuardValue{{}, Callee.Guard->State};
    for (auto [Lock, Mode] : Callee.Guard->Locks)
      if (Path Mine = symbolic(Lock))
        Result.Guard->Locks.emplace_back(Mine, Mode);
  }
  if (Callee.Cond)
    Result.Cond = condition(*Callee.Cond);
  return Result;
}

Symbol Translator::function(Path Where) const {
  if (!Where || !P.Paths.isRoot(Where) ||
      P.Paths[Where].RootKind != Root::Param)
    return 0;
  size_t Number = P.Paths[Where].Name;
  return Number < Args.size() && Args[Number].K == Operand::Function
             ? Args[Number].Name
             : 0;
}

Operand Translator::operand(const Operand &Callee) const {
  Operand Result = Callee;
  if (Callee.K == Operand::Function || Callee.K == Operand::Unknown)
    return Result;
  if (Callee.Name)
    Result.Name = index(Callee.Name);
  if (Callee.K == Operand::Constant)
    return Result;
  PathTable::Node N = P.Paths[Callee.Where];
  // A parameter handed on as it is: the argument itself.
  if (!N.Parent && N.RootKind == Root::Param && Callee.K != Operand::Address) {
    size_t Number = N.Name;
    return Number < Args.size() ? Args[Number] : Operand();
  }
  std::vector<Path> All = places(Callee.Where);
  if (All.empty())
    return Operand();
  Result.Where = All[0];
  return Result;
}

} // namespace maprace::analysis
