// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The file table of a program. Must not know: what the files hold.

#include "checker/ir/Program.h"

namespace maprace::ir {

uint32_t Program::fileIndex(std::string_view Name) {
  // Files is open to all; whoever changes it by hand makes the index stale.
  if (FileNumbers.size() != Files.size()) {
    FileNumbers.clear();
    for (uint32_t I = 0; I < Files.size(); ++I)
      FileNumbers.emplace(Files[I], I);
  }
  auto [Where, New] = FileNumbers.try_emplace(
      std::string(Name), static_cast<uint32_t>(Files.size()));
  if (New)
    Files.emplace_back(Name);
  return Where->second;
}

bool locks(Event::Kind K) {
  switch (K) {
  case Event::Acquire:
  case Event::Release:
  case Event::TryAcquire:
  case Event::Guard:
  case Event::GuardLock:
  case Event::GuardTry:
  case Event::GuardUnlock:
    return true;
  default:
    return false;
  }
}

} // namespace maprace::ir
