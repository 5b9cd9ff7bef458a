// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The table of rules and the table of tiers: what --help, the documentation
// and the reports say of them. Must not know: single findings.

#include "checker/finding/Words.h"

#include <cctype>

namespace maprace::finding {
namespace {

struct RuleWords {
  std::string_view Name, Summary, Help;
};

/// By Rule.
constexpr RuleWords Rules[] = {
    {"maprace-unguarded-access",
     "Finds accesses to a map that another thread may change at the same time "
     "because no lock is held in common.",
     "A map is not safe to read while another thread inserts, erases or "
     "replaces: the reader may follow a pointer into freed memory, and two "
     "writers corrupt the map's structure. The crash often comes much later "
     "and elsewhere. Hold the same mutex at every access to the map while more "
     "than one thread can reach it; note that operator[] inserts, so it is a "
     "write."},
    {"maprace-write-under-shared-lock",
     "Finds writes to a map under a lock that is held in shared (reader's) "
     "mode only.",
     "A shared lock keeps writers out, but lets other readers in: a write "
     "under it runs at the same time as their reads, and as other such writes. "
     "Take the lock in exclusive mode where the map is changed, or look up "
     "without inserting instead of using operator[]."},
    {"maprace-inconsistent-guard",
     "Finds accesses to a map without the lock that guards it elsewhere.",
     "A lock that most accesses to a map hold is its guard: the code means the "
     "map to be shared between threads. One access without it undoes what the "
     "others do, even if it only reads: it meets them in the middle of their "
     "changes. Take the lock there too. If the function runs before the "
     "threads start or after they end, that is what it should say, best by "
     "being called from the constructor or destructor."},
    {"maprace-guarded-escape",
     "Finds references, pointers and iterators into a map that are used after "
     "the lock under which they were found was let go.",
     "A lock guards what a map hands out only as long as it is held: once it "
     "is "
     "let go, another thread may erase the element or clear the map, and the "
     "reference points into freed memory. Return a copy, hold values by "
     "shared_ptr and copy that under the lock, or do the work while the lock "
     "is held."},
    {"maprace-check-then-act",
     "Finds decisions that were made from a map in one critical section and "
     "are acted on in another.",
     "What a lookup under a lock told is true only as long as the lock is "
     "held: once it is let go, another thread may erase the key that was "
     "there, or insert the one that was missing. Look and act in one critical "
     "section, or look again, or use an operation that does both at once, such "
     "as try_emplace."},
};

struct TierWords {
  std::string_view Name, Meaning;
};

/// By Tier.
constexpr TierWords Tiers[] = {
    {"A", "both threads are in sight"},
    {"B", "one thread is in sight, the other side can be called from outside"},
    {"C", "the map is guarded elsewhere"},
    {"D", "the code locks for what lies beside the map"},
};

const RuleWords &of(Rule R) { return Rules[static_cast<size_t>(R)]; }
const TierWords &of(Tier T) { return Tiers[static_cast<size_t>(T)]; }

} // namespace

std::span<const Rule> allRules() {
  static constexpr Rule All[] = {
      Rule::UnguardedAccess, Rule::WriteUnderSharedLock,
      Rule::InconsistentGuard, Rule::GuardedEscape, Rule::CheckThenAct};
  static_assert(std::size(All) == std::size(Rules));
  return All;
}

std::string checkName(Rule R) { return std::string(of(R).Name); }
std::string summary(Rule R) { return std::string(of(R).Summary); }
std::string help(Rule R) { return std::string(of(R).Help); }
std::string tierName(Tier T) { return std::string(of(T).Name); }
std::optional<Tier> tierNamed(std::string_view Name) {
  for (Tier T : allTiers())
    if (Name.size() == 1 &&
        std::toupper(static_cast<unsigned char>(Name[0])) == of(T).Name[0])
      return T;
  return std::nullopt;
}
std::set<Tier> allTiers() { return {Tier::A, Tier::B, Tier::C, Tier::D}; }
std::string tierMeaning(Tier T) { return std::string(of(T).Meaning); }
std::string kindName(Kind K) { return std::string(words(K).Name); }

} // namespace maprace::finding
