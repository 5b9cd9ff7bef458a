// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Paths as URIs, by RFC 3986. Must not know: SARIF.

#ifndef MAPRACE_REPORT_URI_H
#define MAPRACE_REPORT_URI_H

#include <string>
#include <string_view>

namespace maprace::report {

inline bool isAbsolute(std::string_view Path) {
  return !Path.empty() && Path.front() == '/';
}

/// A path as a URI: percent-encoded, with forward slashes; a relative path
/// gives a relative reference, an absolute one a `file:` URI.
std::string uri(std::string_view Path);

} // namespace maprace::report

#endif
