// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which function a virtual call runs: exactly, if the object's class is known;
// else by class hierarchy (CHA).

#ifndef MAPRACE_ANALYSIS_DISPATCH_H
#define MAPRACE_ANALYSIS_DISPATCH_H

#include "checker/ir/Program.h"

#include <map>
#include <vector>

namespace maprace::analysis {

class Dispatch {
public:
  explicit Dispatch(const ir::Program &P);

  /// What a call of \p Method on an object of exactly \p Class runs.
  ir::Symbol exactly(ir::Symbol Class, ir::Symbol Method) const;
  /// \p Method and all that override it, ordered by the text of their keys.
  const std::vector<ir::Symbol> &anyOf(ir::Symbol Method) const;
  /// What every object in sight runs: the only one of \p Method and its
  /// overriders that has a body; 0 if there are several or none.
  ir::Symbol onlyOne(ir::Symbol Method) const;

private:
  const ir::Program &P;
  std::map<ir::Symbol, const ir::Class *> Classes;
  std::map<ir::Symbol, std::vector<ir::Symbol>> Overriders;
  std::vector<ir::Symbol> None;
};

} // namespace maprace::analysis

#endif
