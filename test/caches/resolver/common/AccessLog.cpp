// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The log's summary.

#include "AccessLog.h"

namespace proxy {

std::string AccessLog::summary() const {
  std::lock_guard lock(mutex_);
  std::string lines;
  for (const auto &[country, requests] : requestsByCountry_)
    lines += country + ": " + std::to_string(requests) + "\n";
  return lines;
}

} // namespace proxy
