// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The sentences of an explanation.

#include "checker/finding/Explanation.h"

#include "checker/finding/Words.h"

#include <algorithm>

namespace maprace::finding {
namespace {

std::string whyNot(const Judged &J) {
  switch (J.Why) {
  case Verdict::Races:
    return "a race: nothing orders them, and no lock is held by both";
  case Verdict::BothRead:
    return "no race: neither changes the structure of the map";
  case Verdict::Ordered:
    return "no race: one waits for what the other signals";
  case Verdict::Joined:
    return "no race: its thread was joined before";
  case Verdict::NotSignalled:
    return "no race: it waits for a signal that comes later";
  case Verdict::OtherObject:
    return "no race: it is on another object";
  case Verdict::OwnElement:
    return "no race: each thread has an element of its own";
  case Verdict::OneOfThem:
    return "no race: by a number of its own only one thread comes here";
  case Verdict::CommonLock:
    return "no race: both hold " + quote(J.Lock);
  case Verdict::Capped:
    return "not kept: the function has too many pairs already";
  }
  return {};
}

std::string guardText(const GuardJudged &G) {
  std::string Share = quote(G.Guard) + ", held at " +
                      std::to_string(G.Guarded) + " of " +
                      std::to_string(G.Total) + " accesses to the map";
  switch (G.Why) {
  case GuardJudged::NoGuard:
    return "no access to the map holds a lock that could be its guard";
  case GuardJudged::TooWeak:
    return "no guard is believed in: " + Share + ", is too weak";
  case GuardJudged::Held:
    return "it holds the guard " + Share;
  case GuardJudged::Counts:
    return "it lacks the guard " + Share +
           ", but only counts, and too few functions hold that";
  case GuardJudged::Initialised:
    return "it lacks the guard " + Share +
           ", but comes after a one-time initialisation";
  case GuardJudged::Alone:
    return "it lacks the guard " + Share +
           ", but no access under that is hurt by it";
  case GuardJudged::Constructing:
    return "its object is being made or ended, so what guards the map "
           "elsewhere is not asked";
  case GuardJudged::Decided:
    return "threads in sight touch the map, so what guards it elsewhere is not "
           "asked";
  case GuardJudged::Contradicts:
    return "it lacks the guard " + Share;
  }
  return {};
}

class Writer {
public:
  explicit Writer(const Explanation &E) : E(E) {}

  void all() {
    if (E.Accesses.empty())
      nothing();
    for (const SeenAccess &A : E.Accesses)
      access(A);
    for (const SeenEvent &Each : E.Events)
      event(Each);
    outcome();
  }

  std::vector<ExplanationLine> Lines;

private:
  void add(unsigned Depth, std::string Text, const Place &Where = {}) {
    Lines.push_back({Depth, std::move(Text), Where});
  }

  void nothing() {
    if (!E.FileSeen) {
      add(0, "no analysed unit speaks of " + E.File +
                 ": it is not among the sources, is a system header, or "
                 "nothing in it concerns maps, locks or threads");
      return;
    }
    add(0, "no access to a map was seen at this line");
    add(1, "templates that nobody instantiates, code that the preprocessor "
           "leaves out, constant and thread_local maps, and functions with "
           "errors leave no trace");
    for (unsigned Line : {E.Before, E.After})
      if (Line)
        add(1, "a map is accessed at line " + std::to_string(Line));
  }

  void access(const SeenAccess &A) {
    std::string In = A.At.Function.empty() ? "" : " in " + quote(A.At.Function);
    add(0,
        operationName(A.At.Operation) + " " +
            std::string(words(A.At.Access).Active) + " " + quote(A.Map) + In,
        A.At.Where);
    if (auto Why = explanation(A.At))
      add(1, *Why);
    if (A.MapDeclared.Line)
      add(1, quote(A.Map) + " is declared here", A.MapDeclared);
    for (const HeldLock &L : A.At.Held)
      add(1,
          "the function holds " + quote(L.Name) +
              (L.Shared ? " in shared (reader's) mode" : ""),
          L.Taken);
    if (isStructural(A))
      for (const Way &W : A.Ways)
        way(W);
    for (const Judged &J : A.Compared)
      compared(J);
    if (isStructural(A))
      for (const GuardJudged &G : A.Guards)
        add(1, guardText(G));
    silence(A);
  }

  static bool isStructural(const SeenAccess &A) {
    return A.At.Access == Kind::Read || A.At.Access == Kind::Write;
  }

  void way(const Way &W) {
    std::string Who = W.At.OnThread
                          ? (W.At.ManyThreads ? "several threads reach it"
                                              : "a thread reaches it")
                          : "it is reached";
    add(1, Who + " from " + quote(W.Root) + ", " + lockPhrase(W.At) +
               (W.Owned ? "; the object is the function's own there" : ""));
    for (const Step &S : W.At.Story)
      add(2,
          S.What == Step::Spawn ? "a thread starts and runs " + quote(S.Name)
                                : quote(S.Name) + " is called",
          S.Where);
    for (const HeldLock &L : W.At.Held)
      add(2,
          quote(L.Name) + (L.Shared ? " is locked in shared (reader's) mode"
                                    : " is locked"),
          L.Taken);
  }

  void compared(const Judged &J) {
    std::string Text = "compared with " + operationName(J.Other.Operation);
    if (!J.Other.Function.empty())
      Text += " in " + quote(J.Other.Function);
    Text += J.Other.OnThread ? " on another thread, " : ", ";
    add(1, Text + lockPhrase(J.Other) + ": " + whyNot(J), J.Other.Where);
  }

  /// Why nothing was compared, or could be.
  void silence(const SeenAccess &A) {
    if (!A.Trusted.empty())
      add(1, quote(A.Trusted) + " vouches for it, so it is not judged");
    else if (!isStructural(A))
      add(1, "what is done to mapped values is not judged, only what is done "
             "to the structure of the map");
    else if (A.Ways.empty())
      add(1, "nothing in sight that anybody runs reaches it");
    else if (std::all_of(A.Ways.begin(), A.Ways.end(),
                         [](const Way &W) { return W.Owned; }))
      add(1, "nobody else can reach the object at this time");
    else if (A.Compared.empty())
      add(1, A.ThreadsTouchMap
                 ? "no thread in sight that touches the map can run at this "
                   "time: it comes before they start or after they are joined"
                 : "no thread in sight touches the map");
  }

  void event(const SeenEvent &Each) {
    switch (Each.What) {
    case SeenEvent::Takes:
      return add(0, quote(Each.Name) + " is taken", Each.Where);
    case SeenEvent::LetsGo:
      return add(0, quote(Each.Name) + " is let go", Each.Where);
    case SeenEvent::Starts:
      return add(0, "a thread is started that runs " + quote(Each.Name),
                 Each.Where);
    case SeenEvent::Joins:
      return add(0, quote(Each.Name) + " is waited for", Each.Where);
    case SeenEvent::Signals:
      return add(0, quote(Each.Name) + " is signalled", Each.Where);
    case SeenEvent::Calls:
      return add(0, quote(Each.Name) + " is called", Each.Where);
    }
  }

  void outcome() {
    for (const Finding &F : E.Reported)
      add(0, "reported: " + message(F) + " [" + checkName(F.What) + "]",
          F.Primary.Where);
    for (const Finding &F : E.Suppressed) {
      add(0,
          "found, and suppressed: " + message(F) + " [" + checkName(F.What) +
              "]",
          F.Primary.Where);
      for (const Silence &S : F.SilencedBy)
        add(1,
            "by " + quote(S.Text) + (S.Reason.empty() ? "" : ": " + S.Reason),
            S.Where);
    }
    for (const Finding &F : E.OffTier)
      add(0,
          "found on evidence of tier " + tierName(F.Evidence) + " (" +
              tierMeaning(F.Evidence) +
              "), which is not to be reported: " + message(F),
          F.Primary.Where);
    if (!E.Accesses.empty() && E.Reported.empty() && E.Suppressed.empty() &&
        E.OffTier.empty())
      add(0, "nothing is reported for this line");
  }

  const Explanation &E;
};

} // namespace

std::vector<ExplanationLine> sentences(const Explanation &E) {
  Writer W(E);
  W.all();
  return std::move(W.Lines);
}

} // namespace maprace::finding
