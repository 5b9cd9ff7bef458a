// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The vocabulary that messages and notes share: how a kind of access, an
// operation and a set of locks are called. Must not know: whole sentences.

#ifndef MAPRACE_FINDING_WORDS_H
#define MAPRACE_FINDING_WORDS_H

#include "checker/finding/Finding.h"

#include <optional>
#include <string>
#include <string_view>

namespace maprace::finding {

/// How one kind of access is spoken of.
struct KindWords {
  std::string_view Name;    ///< for machines
  std::string_view Passive; ///< "'m' is written"
  std::string_view May;     ///< "another thread may write it"
  std::string_view Active;  ///< "'insert' writes 'm'"
};
const KindWords &words(Kind K);

std::string quote(std::string_view Name);
/// `'insert'`, `a range-for loop`; "this" if the operation has no name.
std::string operationName(std::string_view Operation);
/// Why the operation of \p S does what its look may hide: "'operator[]' inserts
/// a missing key, so it is a write". Nothing if its name says it.
std::optional<std::string> explanation(const Side &S);
/// `without a lock`, `under 'mu_'`, `under 'a' and a shared (reader's) lock on
/// 'b'`.
std::string lockPhrase(const Side &S);

} // namespace maprace::finding

#endif
