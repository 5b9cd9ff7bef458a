// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A finding: what is wrong, on which map, on what evidence, with the story of
// both sides. Plain data; every output is a function of it. Must not know:
// Clang, the IR, the analysis.

#ifndef MAPRACE_FINDING_FINDING_H
#define MAPRACE_FINDING_FINDING_H

#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace maprace::finding {

/// A place in a source file; Line and Column count from 1, Line 0: none.
struct Place {
  std::string File;
  unsigned Line = 0, Column = 0;
  auto operator<=>(const Place &) const = default;
};

enum class Rule : uint8_t {
  UnguardedAccess,      ///< maprace-unguarded-access
  WriteUnderSharedLock, ///< maprace-write-under-shared-lock
  InconsistentGuard,    ///< maprace-inconsistent-guard
  GuardedEscape,        ///< maprace-guarded-escape
  CheckThenAct,         ///< maprace-check-then-act
};

/// How strong the evidence of a second thread is; see docs/architecture.md.
enum class Tier : uint8_t { A, B, C, D };

enum class Kind : uint8_t {
  Read,
  Write,
  ElementRead,
  ElementWrite,
  Escape, ///< what was found in the map is used when its lock was let go
};

/// A lock that is held, as a person names it (`mu_`, `Cache::mu_`), and where
/// it was taken.
struct HeldLock {
  std::string Name;
  bool Shared = false;
  Place Taken;
};

/// A step of a story, in order of time.
struct Step {
  enum Sort : uint8_t {
    Spawn, ///< the thread was started here; Name: what it runs
    Call,  ///< Name is called here
  } What;
  std::string Name;
  Place Where;
};

/// One of the two accesses that race.
struct Side {
  Place Where;
  Kind Access = Kind::Read;
  std::string Operation;    ///< as written: `operator[]`, `find`
  std::string Function;     ///< the function that contains it
  std::vector<Step> Story;  ///< from the thread's start to the access
  bool OnThread = false;    ///< Story begins with a Spawn
  bool ManyThreads = false; ///< several threads run it at once
  std::vector<HeldLock> Held;
};

/// Why a finding is not to be reported.
struct Silence {
  enum Sort : uint8_t {
    Comment,       ///< a comment in the source
    Annotation,    ///< an attribute in the source
    Configuration, ///< an entry of a configuration
    Baseline,      ///< it was known before
  } From = Comment;
  Place Where;        ///< of the comment, attribute or entry
  std::string Text;   ///< as written: `NOLINT(maprace-*)`
  std::string Reason; ///< as its author gave it; may be empty
  auto operator<=>(const Silence &) const = default;
};

/// A race, or a contradiction. Primary is the side a user should look at: the
/// one with the weaker lock; ties: the write, then the smaller place.
struct Finding {
  Rule What = Rule::UnguardedAccess;
  Tier Evidence = Tier::A;
  std::string Map; ///< `GeoCache::entries_`
  Place MapDeclared;
  Side Primary;
  Side Other;        ///< the same place as Primary if it races with itself
  bool Self = false; ///< Primary races with itself in another thread
  std::string Guard; ///< tier C: the guard the class keeps elsewhere; tier D:
                     ///< a lock beside the map, taken for something else;
                     ///< of an escape: the lock that was let go
  /// Of a check-then-act: where and by which operation the key was looked for,
  /// and whether it was there.
  Place Decided;
  std::string DecidedBy;
  bool KeyThere = false;
  unsigned Guarded = 0, Total = 0; ///< tier C: at so many of so many accesses
  unsigned Strength = 0; ///< of the belief in Guard, in percent; 0: unknown
  bool GuardDeclared = false; ///< tier C: the map's declaration names Guard
  /// Tier C: a guard for Guard (empty: a lock of the function's own) is there,
  /// but does not protect the access.
  bool GuardIdle = false;
  std::vector<Silence> SilencedBy; ///< empty: it is to be reported
};

/// A note: one cause with its place.
struct Note {
  std::string Text;
  Place Where;
};

/// Every rule, in the order of the enumeration.
std::span<const Rule> allRules();
/// `maprace-unguarded-access`, …
std::string checkName(Rule R);
/// One sentence on what the rule finds, shared by --help, docs and SARIF.
std::string summary(Rule R);
/// A paragraph for whoever meets the rule for the first time: what goes wrong
/// and what to do about it.
std::string help(Rule R);
/// `A` to `D`.
std::string tierName(Tier T);
/// The tier of that name, in upper or lower case; nothing if there is none.
std::optional<Tier> tierNamed(std::string_view Name);
std::set<Tier> allTiers();
/// What the tier means, in a few words.
std::string tierMeaning(Tier T);
/// `read`, `write`, `element-read`, `element-write`, `escape`.
std::string kindName(Kind K);
/// One sentence on a suppression that silenced nothing.
std::string unusedMessage(const Silence &S);
/// One sentence that names the map, in single quotes, and what is wrong.
std::string message(const Finding &F);
/// Both stories, in reading order: the primary side's thread and calls, its
/// locks; the other access, its thread, calls and locks; why a harmless
/// looking operation is a write; how the evidence was weighed.
std::vector<Note> notes(const Finding &F);
/// Both stories step by step in order of time, ending at the accesses; each
/// text begins with `thread A: ` (the primary side) or `thread B: `.
std::vector<Note> story(const Finding &F);
/// Survives line shifts, and the sides may change places: rule, map, functions,
/// kinds; 16 hex digits.
std::string fingerprint(const Finding &F);
/// Orders by place, then rule, and drops findings with a fingerprint seen
/// before at the same place. Stable for any input order.
void sortAndDedupe(std::vector<Finding> &Findings);

} // namespace maprace::finding

#endif
