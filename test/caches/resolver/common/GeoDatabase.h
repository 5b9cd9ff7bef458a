// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The geographic database: right, complete and slow, which is why lookups in
// it are cached. It is read-only, so any number of threads may ask it.

#ifndef RESOLVER_GEODATABASE_H
#define RESOLVER_GEODATABASE_H

#include "Address.h"

#include <string>

namespace proxy {

struct Location {
  std::string country;
  std::string city;
};

class GeoDatabase {
public:
  /// Searches the ranges on disk; takes its time.
  Location slowLookup(Ipv4 address) const;
  Location slowLookup(const Ipv6 &address) const;
};

} // namespace proxy

#endif
