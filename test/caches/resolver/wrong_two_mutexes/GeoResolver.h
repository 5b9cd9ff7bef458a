// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Wrong: finding takes one mutex and storing another, so neither keeps the
// other out.

#ifndef RESOLVER_GEORESOLVER_H
#define RESOLVER_GEORESOLVER_H

#include "GeoDatabase.h"

#include <mutex>
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
    {
      std::lock_guard lock(findMutex_);
      auto known = slowLookupCacheIpv4_.find(address);
      if (known != slowLookupCacheIpv4_.end())
        return known->second;
    }
    Location location = database_.slowLookup(address);
    std::lock_guard lock(storeMutex_);
    slowLookupCacheIpv4_.emplace(address, location);
    return location;
  }

  Location resolveIpv6(const Ipv6 &address) const {
    {
      std::lock_guard lock(findMutex_);
      auto known = slowLookupCacheIpv6_.find(address);
      if (known != slowLookupCacheIpv6_.end())
        return known->second;
    }
    Location location = database_.slowLookup(address);
    std::lock_guard lock(storeMutex_);
    slowLookupCacheIpv6_.emplace(address, location);
    return location;
  }

  const GeoDatabase &database_;
  mutable std::mutex findMutex_;
  mutable std::mutex storeMutex_;
  mutable std::unordered_map<Ipv4, Location> slowLookupCacheIpv4_;
  mutable std::unordered_map<Ipv6, Location, Ipv6Hash> slowLookupCacheIpv6_;
};

} // namespace proxy

#endif
