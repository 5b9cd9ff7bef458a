// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Counts the requests of each country. Every request's thread writes to it,
// under its mutex: this map is right in every variant.

#ifndef RESOLVER_ACCESSLOG_H
#define RESOLVER_ACCESSLOG_H

#include <map>
#include <mutex>
#include <string>

namespace proxy {

class AccessLog {
public:
  void record(const std::string &country) {
    std::lock_guard lock(mutex_);
    ++requestsByCountry_[country];
  }

  /// One line for each country, in order.
  std::string summary() const;

private:
  mutable std::mutex mutex_;
  std::map<std::string, unsigned> requestsByCountry_;
};

} // namespace proxy

#endif
