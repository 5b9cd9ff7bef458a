// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Percent-encoding of paths. Must not know: SARIF.

#include "checker/report/Uri.h"

namespace maprace::report {
namespace {

/// The unreserved characters of RFC 3986, and the slash. A colon is encoded,
/// lest the first segment of a relative path be taken for a scheme.
bool standsForItself(char C) {
  return (C >= 'a' && C <= 'z') || (C >= 'A' && C <= 'Z') ||
         (C >= '0' && C <= '9') || C == '-' || C == '.' || C == '_' ||
         C == '~' || C == '/';
}

} // namespace

std::string uri(std::string_view Path) {
  static constexpr char Hex[] = "0123456789ABCDEF";
  std::string Text = isAbsolute(Path) ? "file://" : "";
  for (char C : Path) {
    if (C == '\\')
      C = '/';
    if (standsForItself(C)) {
      Text += C;
      continue;
    }
    unsigned char Byte = static_cast<unsigned char>(C);
    Text += '%';
    Text += Hex[Byte >> 4];
    Text += Hex[Byte & 15];
  }
  return Text;
}

} // namespace maprace::report
