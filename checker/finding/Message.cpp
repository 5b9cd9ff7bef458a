// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The one sentence of a finding. It names the map and what is missing; causes
// are notes. Must not know: where it is shown.

#include "checker/finding/Words.h"

namespace maprace::finding {
namespace {

std::string sharedLockMessage(const Finding &F) {
  std::string Lock = F.Guard;
  for (const HeldLock &H : F.Primary.Held)
    if (H.Shared) {
      Lock = H.Name;
      break;
    }
  std::string Text = quote(F.Map) + " is written ";
  if (!F.Primary.Operation.empty())
    Text += "by " + operationName(F.Primary.Operation) + " ";
  Text += "while only a shared (reader's) lock ";
  if (!Lock.empty())
    Text += "on " + quote(Lock) + " ";
  return Text + "is held";
}

/// "'C::m' is written here"
std::string subject(const Finding &F) {
  return quote(F.Map) + " " + std::string(words(F.Primary.Access).Passive) +
         " here";
}

/// The lock that guards the map elsewhere and is missing here.
std::string guardMessage(const Finding &F) {
  if (F.GuardDeclared)
    return subject(F) + " without " + quote(F.Guard) +
           ", which guards it by its declaration";
  if (F.GuardIdle)
    return subject(F) +
           (F.Guard.empty()
                ? std::string(" under a lock that the function made for "
                              "itself, which keeps nobody out")
                : " without a lock: the guard of " + quote(F.Guard) +
                      " does not hold it");
  std::string Text =
      quote(F.Map) + " is guarded by " + quote(F.Guard) + " at " +
      (F.Total ? std::to_string(F.Guarded) + " of " + std::to_string(F.Total) +
                     " accesses"
               : std::string("other accesses")) +
      ", but " + std::string(words(F.Primary.Access).Passive) + " here ";
  return Text + (F.Primary.Held.empty() ? "without it"
                                        : lockPhrase(F.Primary) + " only");
}

/// What was found under the lock outlives it.
std::string escapeMessage(const Finding &F) {
  std::string Lock = quote(F.Guard);
  std::string End = F.Other.Access == Kind::Write
                        ? operationName(F.Other.Operation) + " may end it"
                        : "it may end";
  if (F.Primary.Operation == "return")
    return "a reference into " + quote(F.Map) +
           " is returned, and leaves the critical section of " + Lock +
           " in which " + End;
  if (F.Primary.Operation == "store")
    return "a reference into " + quote(F.Map) +
           " is stored for the caller, and leaves the critical section of " +
           Lock + " in which " + End;
  return "an element of " + quote(F.Map) + " that was found under " + Lock +
         " is used here after the lock was let go, while another thread may " +
         "run " + operationName(F.Other.Operation);
}

/// What was found out under the lock may no longer be so.
std::string decisionMessage(const Finding &F) {
  std::string Act = operationName(F.Primary.Operation),
              Look = operationName(F.DecidedBy), Lock = quote(F.Guard);
  if (F.KeyThere)
    return Act + " relies on a key of " + quote(F.Map) + " that " + Look +
           " found under " + Lock +
           ", but the lock was let go since, and another thread may have run " +
           operationName(F.Other.Operation);
  return Act + " may replace what another thread has put into " + quote(F.Map) +
         " since " + Look + " missed the key under " + Lock +
         ", because the lock was let go in between";
}

std::string selfMessage(const Finding &F) {
  std::string Text = subject(F) + " " + lockPhrase(F.Primary);
  if (!F.Primary.Held.empty())
    Text += ", which does not keep out the other threads that do the same";
  else if (F.Primary.ManyThreads)
    Text += " by several threads at once";
  else
    Text += ", and two threads may do so at once";
  return Text;
}

/// The locks of the other side; "a different 'mu_'" if the only one bears the
/// name of a lock on this side.
std::string otherLocks(const Finding &F) {
  if (F.Other.Held.size() == 1 && !F.Other.Held.front().Shared)
    for (const HeldLock &H : F.Primary.Held)
      if (H.Name == F.Other.Held.front().Name && !H.Shared)
        return "under a different " + quote(H.Name);
  return lockPhrase(F.Other);
}

std::string pairMessage(const Finding &F) {
  std::string Text = subject(F) + " " + lockPhrase(F.Primary) +
                     ", while another thread may " +
                     std::string(words(F.Other.Access).May);
  // Whoever sees a lock here must see at once why it does not help.
  if (!F.Primary.Held.empty())
    Text += " " + otherLocks(F);
  return Text;
}

} // namespace

std::string unusedMessage(const Silence &S) {
  return quote(S.Text) + " silences nothing";
}

std::string message(const Finding &F) {
  if (F.What == Rule::WriteUnderSharedLock)
    return sharedLockMessage(F);
  if (F.What == Rule::GuardedEscape)
    return escapeMessage(F);
  if (F.What == Rule::CheckThenAct)
    return decisionMessage(F);
  if (F.What == Rule::InconsistentGuard)
    return guardMessage(F);
  if (F.Evidence == Tier::D)
    return subject(F) + " " + lockPhrase(F.Primary) +
           ", though the code locks " + quote(F.Guard) +
           " for what lies beside it";
  return F.Self ? selfMessage(F) : pairMessage(F);
}

} // namespace maprace::finding
