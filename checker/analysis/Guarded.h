// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The guard relation: may two paths be the same place, and do two accesses to
// it hold a lock in common? Locks are compared relative to the object: the
// lock `shards[{i}].mu` guards `shards[{i}].map`, whatever i is in each thread.

#ifndef MAPRACE_ANALYSIS_GUARDED_H
#define MAPRACE_ANALYSIS_GUARDED_H

#include "checker/analysis/LockSet.h"

#include <string>

namespace maprace::analysis {

/// Marks the incarnations of a variable, object or index before the current
/// one, all together: `{i.2'}`.
inline constexpr char OldMark = '\'';

/// Marks the index of locks that a loop took of every element: `{s.1*}`.
inline constexpr char EachMark = '*';
bool isEach(const std::string &Index);

/// The index text is a number.
bool isConstant(const std::string &Index);

/// True if one index text is of an old incarnation of the other's: they are
/// never equal.
bool differInAge(const std::string &A, const std::string &B);

/// The field or root that a map's path ends in, elements and pointees skipped:
/// the map's identity by name.
Path namedPart(const ir::PathTable &Paths, Path P);

/// True if \p A and \p B, paths of one frame, may be the same place: equal but
/// for indices that may be equal.
bool maySame(const ir::Program &P, Path A, Path B);

/// True if the way from \p Whole to its part \p Part leads by a pointer, to
/// another object.
bool leadsOn(const ir::PathTable &Paths, Path Whole, Path Part);

/// True if \p Part may be \p Whole, or lie in it.
bool mayLieIn(const ir::Program &P, Path Part, Path Whole);

/// The part of \p Any that is \p Fork, or that stands for each of the elements
/// of which \p Fork is one; 0 if there is none.
Path prefixOfEach(const ir::Program &P, Path Any, Path Fork);

/// The name that all incarnations of \p Root have in common.
std::string siteOf(const ir::Program &P, Path Root);

/// True if \p A and \p B, ways to objects, are alike but for indices of which
/// one is never the same.
bool differByIndex(const ir::Program &P, Path A, Path B);

enum class Protection : uint8_t {
  None,       ///< no lock in common
  SharedOnly, ///< one, but held in shared mode by both
  Guarded,    ///< one, held exclusively by at least one of them
};

/// How the locks of two accesses protect them, given that they are on the same
/// place. \p Common receives the lock of the first access that decided.
Protection protection(const ir::Program &P, Path TargetA, const LockSet &A,
                      Path TargetB, const LockSet &B, Path *Common = nullptr);

} // namespace maprace::analysis

#endif
