// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Fix: a reader-writer lock. Hits share it; every write holds it exclusively,
// and the readers use nothing that inserts.

#ifndef RESOLVER_GEORESOLVER_H
#define RESOLVER_GEORESOLVER_H

#include "GeoDatabase.h"

#include <mutex>
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
    {
      std::shared_lock lock(mutex_);
      auto known = slowLookupCacheIpv4_.find(address);
      if (known != slowLookupCacheIpv4_.end())
        return known->second;
    }
    Location location = database_.slowLookup(address);
    std::unique_lock lock(mutex_);
    slowLookupCacheIpv4_[address] = location;
    return location;
  }

  Location resolveIpv6(const Ipv6 &address) const {
    {
      std::shared_lock lock(mutex_);
      auto known = slowLookupCacheIpv6_.find(address);
      if (known != slowLookupCacheIpv6_.end())
        return known->second;
    }
    Location location = database_.slowLookup(address);
    std::unique_lock lock(mutex_);
    slowLookupCacheIpv6_[address] = location;
    return location;
  }

  const GeoDatabase &database_;
  mutable std::shared_mutex mutex_;
  mutable std::unordered_map<Ipv4, Location> slowLookupCacheIpv4_;
  mutable std::unordered_map<Ipv6, Location, Ipv6Hash> slowLookupCacheIpv6_;
};

} // namespace proxy

#endif
