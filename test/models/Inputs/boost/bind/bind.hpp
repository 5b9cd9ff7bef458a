// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A stand-in: the names and members that the tests use.
#pragma once
namespace boost {
struct bound {
  void operator()() const;
};
template <class F, class... A> bound bind(F, A...) { return {}; }
} // namespace boost
