// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What an expression stands for while a function is lowered.

#ifndef MAPRACE_LOWER_VAL_H
#define MAPRACE_LOWER_VAL_H

#include "checker/ir/Program.h"

namespace maprace::lower {

/// What an expression stands for.
struct Val {
  enum Kind : uint8_t {
    None,  ///< something that cannot be named
    Place, ///< a glvalue: the object at P
    Value, ///< a prvalue: Op
    Held,  ///< a glvalue: an object without a place that holds Op
  };
  /// Of the answer of a try: the number that says that it succeeded.
  enum Answer : int8_t { IsTrue, IsZero, IsMinusOne };

  Kind K = None;
  Answer Success = IsTrue;
  ir::Path P = 0;
  ir::Operand Op;

  static Val place(ir::Path P) {
    Val V;
    V.K = P ? Place : None;
    V.P = P;
    return V;
  }
  static Val value(ir::Operand Op) {
    Val V;
    V.K = Op.K == ir::Operand::Unknown ? None : Value;
    V.Op = Op;
    return V;
  }
};

} // namespace maprace::lower

#endif
