// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Who may run whom: the order in which functions are summarised, and the
// functions that nobody in sight calls.

#ifndef MAPRACE_ANALYSIS_CALLGRAPH_H
#define MAPRACE_ANALYSIS_CALLGRAPH_H

#include "checker/analysis/Dispatch.h"
#include "checker/ir/Program.h"

#include <set>
#include <vector>

namespace maprace::analysis {

struct CallGraph {
  /// Strongly connected components, callees before callers; in a component and
  /// among independent ones the order of the functions' keys.
  std::vector<std::vector<const ir::Function *>> Components;
  /// Functions that may be called from code that is not in sight, or by the
  /// system: the entry, and what others may reach and nobody in sight calls.
  std::vector<const ir::Function *> Roots;
  /// Functions that may, themselves or through others, touch a map, take or
  /// let go a lock, start or join a thread, or run a callable that they were
  /// given. The others matter for what they store and return only.
  std::set<ir::Symbol> Relevant;
  /// Fields by which such things are reached; what is stored elsewhere decides
  /// nothing.
  std::set<ir::Symbol> Fields;
};

CallGraph callGraph(const ir::Program &P, const Dispatch &Virtual);

} // namespace maprace::analysis

#endif
