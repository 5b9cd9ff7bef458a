// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Fix: the caches are of a map type that locks inside. The resolver itself is
// as it was, but for the type and the calls of its two operations.

#ifndef RESOLVER_GEORESOLVER_H
#define RESOLVER_GEORESOLVER_H

#include "ConcurrentMap.h"
#include "GeoDatabase.h"

#include <optional>

namespace proxy {

/// Where a client is. Logically const: the caches only remember.
class GeoResolver {
public:
  explicit GeoResolver(const GeoDatabase &database) : database_(database) {}

  Location resolve(const Address &client) const {
    return client.isIpv6 ? resolveIpv6(client.ipv6) : resolveIpv4(client.ipv4);
  }

private:
  Location resolveIpv4(Ipv4 address) const {
    if (std::optional<Location> known = slowLookupCacheIpv4_.find(address))
      return *known;
    Location location = database_.slowLookup(address);
    slowLookupCacheIpv4_.insert(address, location);
    return location;
  }

  Location resolveIpv6(const Ipv6 &address) const {
    if (std::optional<Location> known = slowLookupCacheIpv6_.find(address))
      return *known;
    Location location = database_.slowLookup(address);
    slowLookupCacheIpv6_.insert(address, location);
    return location;
  }

  const GeoDatabase &database_;
  mutable ConcurrentMap<Ipv4, Location> slowLookupCacheIpv4_;
  mutable ConcurrentMap<Ipv6, Location, Ipv6Hash> slowLookupCacheIpv6_;
};

} // namespace proxy

#endif
