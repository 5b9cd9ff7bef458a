// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The notes of a finding: each cause with its place, in reading order. Must
// not know: where they are shown.

#include "checker/finding/Words.h"

namespace maprace::finding {
namespace {

/// Collects notes; one without a place of its own stands at the finding.
class Notes {
public:
  explicit Notes(const Finding &F) : F(F) {}
  void add(std::string Text, const Place &Where) {
    All.push_back({std::move(Text), Where.Line ? Where : F.Primary.Where});
  }
  void steps(const Side &S, const std::string &Thread);
  void locks(const Side &S, const std::string &Thread);
  void primary();
  void other();
  void difference();
  void evidence();
  void evidenceOfOneThread(const Side &Open, const std::string &Thread);

  std::vector<Note> All;

private:
  const Finding &F;
};

std::string stepText(const Side &S, const Step &St, const std::string &Thread) {
  if (St.What == Step::Call)
    return Thread + " calls " + quote(St.Name) + " here";
  std::string Text = Thread + (S.ManyThreads ? ", one of several, starts here"
                                             : " starts here");
  return St.Name.empty() ? Text : Text + " and runs " + quote(St.Name);
}

/// How many steps come before the side's own thread starts: another thread
/// makes them.
size_t stepsBeforeStart(const Side &S) {
  for (size_t I = S.Story.size(); I != 0; --I)
    if (S.Story[I - 1].What == Step::Spawn)
      return I - 1;
  return 0;
}

std::string stepBeforeText(const Step &St, const std::string &Thread) {
  std::string What =
      St.What == Step::Call
          ? quote(St.Name) + " is called here"
          : "a thread that runs " + quote(St.Name) + " starts here";
  return What + ", on the way to the start of " + Thread;
}

void Notes::steps(const Side &S, const std::string &Thread) {
  size_t Before = stepsBeforeStart(S);
  for (size_t I = 0; I != S.Story.size(); ++I)
    add(I < Before
            ? stepBeforeText(S.Story[I], Thread)
            : stepText(S, S.Story[I], S.OnThread ? Thread : "the other thread"),
        S.Story[I].Where);
}

void Notes::locks(const Side &S, const std::string &Thread) {
  for (const HeldLock &L : S.Held)
    if (L.Taken.Line)
      add(Thread + " holds " + quote(L.Name) +
              (L.Shared ? ", locked here in shared (reader's) mode"
                        : ", locked here"),
          L.Taken);
}

void Notes::primary() {
  if (F.Decided.Line)
    add("the key was looked for here, under " + quote(F.Guard), F.Decided);
  if (std::optional<std::string> Why = explanation(F.Primary))
    add(*Why, F.Primary.Where);
  steps(F.Primary, "thread A");
  locks(F.Primary, F.Primary.OnThread ? "thread A" : "this access");
}

void Notes::other() {
  const Side &O = F.Other;
  bool Example = F.Evidence >= Tier::C;
  if (F.Self || !O.Where.Line)
    return;
  std::string Text = Example ? "for example, " : "";
  Text += operationName(O.Operation) + " " +
          std::string(words(O.Access).Active) + " " + quote(F.Map) + " here";
  if (!O.Function.empty())
    Text += " in " + quote(O.Function);
  Text += " " + lockPhrase(O);
  if (!Example)
    Text.insert(0, "the other access: ");
  add(std::move(Text), O.Where);
  if (O.Operation != F.Primary.Operation || O.Access != F.Primary.Access)
    if (std::optional<std::string> Why = explanation(O))
      add(*Why, O.Where);
  steps(O, "thread B");
  locks(O, O.OnThread ? "thread B"
           : Example  ? "that access"
                      : "the other access");
}

/// Both sides hold locks, and yet.
void Notes::difference() {
  const std::vector<HeldLock> &Here = F.Primary.Held;
  const std::vector<HeldLock> &There = F.Other.Held;
  if (F.What == Rule::WriteUnderSharedLock) {
    add("a shared (reader's) lock keeps writers out, but lets other readers "
        "in; a write needs the lock in exclusive mode",
        F.Primary.Where);
    return;
  }
  if (Here.empty() || (There.empty() && !F.Self))
    return;
  for (const HeldLock &L : Here)
    for (const HeldLock &M : F.Self ? Here : There) {
      if (L.Name != M.Name)
        continue;
      add(L.Shared && M.Shared
              ? quote(L.Name) + " is held in shared (reader's) mode by both, "
                                "so neither keeps out the other"
              : "each side locks its own " + quote(L.Name) +
                    ": it is local to the call or belongs to another object, "
                    "so it does not keep out the other",
          L.Taken);
      return;
    }
  add(quote(Here.front().Name) + " and " + quote(There.front().Name) +
          " are different locks, so neither keeps out the other",
      Here.front().Taken);
}

/// One side runs in a thread in sight; \p Open is the other one.
void Notes::evidenceOfOneThread(const Side &Open, const std::string &Thread) {
  std::string Name =
      Open.Function.empty() ? "this function" : quote(Open.Function);
  if (F.Self)
    add(Name + " can be called from outside by several threads at once",
        Open.Where);
  else
    add("only one thread is in sight: " + Name +
            " can be called from outside while " + Thread + " runs",
        Open.Where);
}

void Notes::evidence() {
  switch (F.Evidence) {
  case Tier::A:
    if (!F.Self && F.Primary.OnThread != F.Other.OnThread) {
      bool Here = !F.Primary.OnThread;
      add(std::string(Here ? "this" : "the other") +
              " access comes after the start of " +
              (Here ? "thread B" : "thread A") + ", which may still be running",
          Here ? F.Primary.Where : F.Other.Where);
    }
    return;
  case Tier::B:
    if (!F.Primary.OnThread)
      evidenceOfOneThread(F.Primary, "thread B");
    else if (!F.Self)
      evidenceOfOneThread(F.Other, "thread A");
    return;
  case Tier::C:
    if (F.GuardDeclared)
      add("no second thread is in sight, but the declaration of " +
              quote(F.Map) + " names " + quote(F.Guard) +
              " as its guard, so it is meant to be shared between threads",
          F.Primary.Where);
    else if (F.GuardIdle)
      add("no second thread is in sight, but a guard is made for the access, "
          "so the map is meant to be shared between threads",
          F.Primary.Where);
    else if (!F.Guard.empty())
      add("no second thread is in sight, but the code locks " + quote(F.Guard) +
              (F.Total ? " at " + std::to_string(F.Guarded) + " of the " +
                             std::to_string(F.Total) + " accesses to "
                       : std::string(" at other accesses to ")) +
              quote(F.Map) + ", so it is meant to be shared between threads",
          F.Primary.Where);
    return;
  case Tier::D:
    add("no second thread is in sight, and nobody locks for " + quote(F.Map) +
            ", but the code locks " + quote(F.Guard) +
            " for what lies beside it, so it is meant to be shared between "
            "threads",
        F.Primary.Where);
    return;
  }
}

/// The last step of a side: the access itself.
std::string accessText(const Finding &F, const Side &S) {
  std::string Text = operationName(S.Operation) + " " +
                     std::string(words(S.Access).Active) + " " + quote(F.Map) +
                     " " + lockPhrase(S);
  if (!S.Function.empty())
    Text += " in " + quote(S.Function);
  return Text;
}

void tell(const Finding &F, const Side &S, const std::string &Thread,
          std::vector<Note> &Told) {
  std::string Prefix = Thread + ": ";
  size_t Before = stepsBeforeStart(S);
  for (size_t I = 0; I != S.Story.size(); ++I) {
    const Step &St = S.Story[I];
    if (I < Before) {
      Told.push_back({Prefix + stepBeforeText(St, "it"), St.Where});
      continue;
    }
    std::string Text =
        St.What == Step::Spawn
            ? (S.ManyThreads ? "one of several threads starts" : "starts")
            : "calls " + quote(St.Name);
    if (St.What == Step::Spawn && !St.Name.empty())
      Text += " and runs " + quote(St.Name);
    Told.push_back({Prefix + Text, St.Where});
  }
  for (const HeldLock &L : S.Held)
    if (L.Taken.Line)
      Told.push_back({Prefix + "locks " + quote(L.Name) +
                          (L.Shared ? " in shared (reader's) mode" : ""),
                      L.Taken});
  Told.push_back({Prefix + accessText(F, S), S.Where});
}

} // namespace

std::vector<Note> notes(const Finding &F) {
  Notes N(F);
  N.primary();
  N.other();
  N.difference();
  if (F.MapDeclared.Line)
    N.add(quote(F.Map) + " is declared here", F.MapDeclared);
  N.evidence();
  return std::move(N.All);
}

std::vector<Note> story(const Finding &F) {
  std::vector<Note> Told;
  tell(F, F.Primary, "thread A", Told);
  if (F.Self || F.Other.Where.Line)
    tell(F, F.Self ? F.Primary : F.Other, "thread B", Told);
  return Told;
}

} // namespace maprace::finding
