// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Meetings: places in the code where all threads that take part come before one
// goes on, as at a barrier. Between two meetings all of them are in one phase,
// which goes by the place of the meeting before. Threads that run the same code
// take part in the same meetings, so what they do in different phases is never
// at the same time. Must not know: events, states.

#ifndef MAPRACE_ANALYSIS_MEETINGS_H
#define MAPRACE_ANALYSIS_MEETINGS_H

#include "checker/analysis/Summary.h"

namespace maprace::analysis {

/// The phase before any meeting of the function at hand: its caller's.
inline constexpr Path CallersPhase = 0;

/// The phase that begins where threads meet by the object \p Barrier at
/// \p Where.
Path phaseAfter(ir::Program &P, Path Barrier, ir::Loc Where);

/// \p Theirs, phases of a callee in the caller's terms, if it was called in
/// one of \p Mine.
PathSet phasesWithin(const PathSet &Theirs, const PathSet &Mine);

/// True if the threads that do \p A and \p B have met others before one of
/// them, at least on some way.
bool haveMet(const Access &A, const Access &B);

/// True if threads of which one does \p A and one \p B, both of them by the
/// code of one thread function, meet in between whenever they do.
bool meetBetween(const ir::Program &P, const Access &A, const Access &B);

/// Without the meetings of its phases: as often as these come about again, what
/// they order is known by the phases only.
Access withoutMeetings(const ir::Program &P, Access A);

} // namespace maprace::analysis

#endif
