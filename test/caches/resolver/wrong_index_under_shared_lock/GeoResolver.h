// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Wrong: a reader-writer lock that is only ever shared, since a lookup "just
// reads". But operator[] inserts an empty location for an unknown client: the
// readers write, together.

#ifndef RESOLVER_GEORESOLVER_H
#define RESOLVER_GEORESOLVER_H

#include "GeoDatabase.h"

#include <shared_mutex>
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
    std::shared_lock lock(mutex_);
    Location &known = slowLookupCacheIpv4_[address];
    if (known.country.empty())
      known = database_.slowLookup(address);
    return known;
  }

  Location resolveIpv6(const Ipv6 &address) const {
    std::shared_lock lock(mutex_);
    Location &known = slowLookupCacheIpv6_[address];
    if (known.country.empty())
      known = database_.slowLookup(address);
    return known;
  }

  const GeoDatabase &database_;
  mutable std::shared_mutex mutex_;
  mutable std::unordered_map<Ipv4, Location> slowLookupCacheIpv4_;
  mutable std::unordered_map<Ipv6, Location, Ipv6Hash> slowLookupCacheIpv6_;
};

} // namespace proxy

#endif
