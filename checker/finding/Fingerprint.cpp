// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What makes two findings the same over time. Must not know: lines, files,
// evidence; these change without the bug changing.

#include "checker/finding/Finding.h"

#include <string_view>
#include <utility>

namespace maprace::finding {
namespace {

/// 64-bit FNV-1a over parts, each with its end marked. The algorithm is part of
/// every baseline, so it may never change under the same key.
class Hasher {
public:
  void add(std::string_view Part) {
    for (char C : Part)
      byte(static_cast<unsigned char>(C));
    byte(0);
  }
  std::string hex() const {
    static constexpr char Digits[] = "0123456789abcdef";
    std::string Text;
    for (int Shift = 60; Shift >= 0; Shift -= 4)
      Text += Digits[State >> Shift & 15];
    return Text;
  }

private:
  void byte(unsigned char B) { State = (State ^ B) * 0x100000001b3ull; }
  uint64_t State = 0xcbf29ce484222325ull;
};

} // namespace

std::string fingerprint(const Finding &F) {
  using End = std::pair<std::string, std::string>;
  auto EndOf = [](const Side &S) {
    return End(S.Function, kindName(S.Access));
  };
  End First = EndOf(F.Primary), Second = EndOf(F.Other);
  // A contradiction is about one access; the other one is but an example.
  if (F.Self || F.Evidence >= Tier::C)
    Second = First;
  // Which side is the primary one may hang on the order of lines.
  if (Second < First)
    std::swap(First, Second);
  Hasher H;
  for (const std::string &Part : {checkName(F.What), F.Map, First.first,
                                  First.second, Second.first, Second.second})
    H.add(Part);
  return H.hex();
}

} // namespace maprace::finding
