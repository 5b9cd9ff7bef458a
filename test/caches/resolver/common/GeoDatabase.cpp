// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Stands in for a database on disk: an answer made up from the address, after
// a pause as long as a read from a disk.

#include "GeoDatabase.h"

#include <chrono>
#include <thread>

namespace proxy {
namespace {

constexpr const char *Countries[] = {"AT", "BR", "DE", "JP", "KE", "US"};

Location readRecord(std::uint64_t range) {
  std::this_thread::sleep_for(std::chrono::microseconds(50));
  return {Countries[range % std::size(Countries)],
          "city-" + std::to_string(range)};
}

} // namespace

Location GeoDatabase::slowLookup(Ipv4 address) const {
  return readRecord(address >> 8);
}

Location GeoDatabase::slowLookup(const Ipv6 &address) const {
  return readRecord(address.network >> 16);
}

} // namespace proxy
