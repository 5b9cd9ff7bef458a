// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Facts about variables by which threads tell each other something: the
// variable is not 0, or it has a value. A fact is a path below the variable's
// place, so that it is renamed and translated like one. Who saw a fact joined
// what came before it was made true. Must not know: events, states.

#ifndef MAPRACE_ANALYSIS_FLAGS_H
#define MAPRACE_ANALYSIS_FLAGS_H

#include "checker/analysis/Summary.h"

#include <string_view>

namespace maprace::analysis {

using ir::Path;

/// The fact that \p Variable is not 0.
Path raisedPart(ir::Program &P, Path Variable);
/// The fact that it has the value named by the index text \p Value; an empty
/// text says that it is not 0.
Path valuePart(ir::Program &P, Path Variable, std::string_view Value);
/// The same of a fact that is made true again and again: who saw it once came
/// after what was before that time only. Who sees it now joined both.
Path againPart(ir::Program &P, Path Fact);

/// True if \p Fact is true of its variable when that is \p Number.
bool isFact(const ir::Program &P, Path Fact, const std::string &Number);
/// The path is a fact, again or not.
bool isRaisedPart(const ir::Program &P, Path Any);
bool isAgainPart(const ir::Program &P, Path Any);
/// The variable that the fact \p Any is about.
Path flagOf(const ir::Program &P, Path Any);
/// True if \p A and \p B are about one variable and cannot hold at once.
bool contradict(const ir::Program &P, Path A, Path B);

/// True if \p Before does not hold any more when \p Fact does.
bool isOver(const ir::Program &P, Path Before, Path Fact);

/// What a thread knows by the fact \p Fact, as a part of its lockset: the fact
/// is about a number that it has for itself.
Path knownPart(ir::Program &P, Path Fact);
/// The fact that is known by \p Known.
Path factOfKnown(const ir::Program &P, Path Known);
/// The index text of the number that \p Known is about; empty if it has none.
std::string numberOf(const ir::Program &P, Path Known);
/// The same as \p Known about the number with the index text \p Text.
Path knownOfNumber(ir::Program &P, Path Known, ir::Symbol Text);
/// True if threads that know \p A and \p B are never two: each has another
/// number, but both know the same of theirs; or one of them cannot be. \p Self:
/// both are of one start. \p InStep: they go from meeting to meeting together,
/// so that what all of them compute in between is the same.
bool neverTwo(const ir::Program &P, const LockSet &A, const LockSet &B,
              bool Self, bool InStep);

/// True if \p A and \p B each are made while a variable has a value that names
/// the one whose turn it is, and each gives the turn to another afterwards.
/// \p Self: both are of one start.
bool takeTurns(const ir::Program &P, const Access &A, const Access &B,
               bool Self);

/// True if \p A is made while \p Variable has a value of the thread's own.
bool hasTurn(const ir::Program &P, const Access &A, Path Variable);

/// Of several threads that set a flag, it does not tell which has done so,
/// unless only one can have claimed it: \p List without such signals.
std::shared_ptr<const AccessList>
withoutFlags(const ir::Program &P, std::shared_ptr<const AccessList> List);

/// What tells that a counter at \p Variable went up, or down: who sees it
/// arrive comes after all that was before such steps.
Path countPart(ir::Program &P, Path Variable, bool Up);

/// A part of a variable that is no lock of the source's.
bool isCountersLock(const ir::Program &P, Path Lock);

} // namespace maprace::analysis

#endif
