// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reads units in the order of their names; units of one name (a source that
// is compiled twice with other flags) in the order of their text, so that the
// order of the inputs never shows.

#include "checker/link/Link.h"

#include "checker/ir/Text.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>

namespace maprace::link {

static std::optional<std::string> contents(const std::string &File) {
  std::ifstream In(File, std::ios::binary);
  if (!In)
    return std::nullopt;
  std::string Text{std::istreambuf_iterator<char>(In), {}};
  if (In.bad())
    return std::nullopt;
  return Text;
}

namespace {
struct Loaded {
  const Input *From;
  std::string Text;
};
} // namespace

/// Reads the inputs [\p First, \p Last), all of one name, into \p Into.
static void linkOneName(const Input *First, const Input *Last, Result &Into) {
  std::vector<Loaded> Units;
  for (const Input *I = First; I != Last; ++I) {
    if (auto Text = contents(I->File))
      Units.push_back({I, std::move(*Text)});
    else
      Into.Unreadable.push_back({*I, I->File + ": cannot be read"});
  }
  auto Key = [](const Loaded &U) { return std::tie(U.Text, U.From->File); };
  std::sort(Units.begin(), Units.end(),
            [&](const Loaded &A, const Loaded &B) { return Key(A) < Key(B); });
  const Loaded *Before = nullptr;
  for (const Loaded &U : Units) {
    if (Before && Before->Text == U.Text && Before->From->File == U.From->File)
      continue;
    Before = &U;
    if (auto Error = ir::parse(U.Text, U.From->File, Into.Program))
      Into.Unreadable.push_back({*U.From, std::move(*Error)});
  }
}

Result link(std::vector<Input> Inputs) {
  Result R;
  std::sort(Inputs.begin(), Inputs.end(), [](const Input &A, const Input &B) {
    return std::tie(A.Name, A.File) < std::tie(B.Name, B.File);
  });
  const Input *End = Inputs.data() + Inputs.size();
  for (const Input *First = Inputs.data(); First != End;) {
    const Input *Last = std::find_if(
        First, End, [&](const Input &I) { return I.Name != First->Name; });
    linkOneName(First, Last, R);
    First = Last;
  }
  return R;
}

} // namespace maprace::link
