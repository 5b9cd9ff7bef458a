// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Fix: each thread has caches of its own. A client may be looked up once for
// each thread, and nothing is shared.

#ifndef RESOLVER_GEORESOLVER_H
#define RESOLVER_GEORESOLVER_H

#include "GeoDatabase.h"

#include <unordered_map>

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
    static thread_local std::unordered_map<Ipv4, Location> slowLookupCacheIpv4;
    auto known = slowLookupCacheIpv4.find(address);
    if (known != slowLookupCacheIpv4.end())
      return known->second;
    Location location = database_.slowLookup(address);
    slowLookupCacheIpv4.emplace(address, location);
    return location;
  }

  Location resolveIpv6(const Ipv6 &address) const {
    static thread_local std::unordered_map<Ipv6, Location, Ipv6Hash>
        slowLookupCacheIpv6;
    auto known = slowLookupCacheIpv6.find(address);
    if (known != slowLookupCacheIpv6.end())
      return known->second;
    Location location = database_.slowLookup(address);
    slowLookupCacheIpv6.emplace(address, location);
    return location;
  }

  const GeoDatabase &database_;
};

} // namespace proxy

#endif
