// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Fix: the caches are cut into shards by a hash of the address, each with a
// mutex of its own, so that requests seldom wait for each other.

#ifndef RESOLVER_GEORESOLVER_H
#define RESOLVER_GEORESOLVER_H

#include "GeoDatabase.h"

#include <array>
#include <cstddef>
#include <functional>
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
  struct Shard {
    std::mutex mutex;
    std::unordered_map<Ipv4, Location> slowLookupCacheIpv4;
    std::unordered_map<Ipv6, Location, Ipv6Hash> slowLookupCacheIpv6;
  };

  Location resolveIpv4(Ipv4 address) const {
    Shard &shard = shards_[std::hash<Ipv4>()(address) % shards_.size()];
    {
      std::lock_guard lock(shard.mutex);
      auto known = shard.slowLookupCacheIpv4.find(address);
      if (known != shard.slowLookupCacheIpv4.end())
        return known->second;
    }
    Location location = database_.slowLookup(address);
    std::lock_guard lock(shard.mutex);
    shard.slowLookupCacheIpv4.emplace(address, location);
    return location;
  }

  Location resolveIpv6(const Ipv6 &address) const {
    Shard &shard = shards_[Ipv6Hash()(address) % shards_.size()];
    {
      std::lock_guard lock(shard.mutex);
      auto known = shard.slowLookupCacheIpv6.find(address);
      if (known != shard.slowLookupCacheIpv6.end())
        return known->second;
    }
    Location location = database_.slowLookup(address);
    std::lock_guard lock(shard.mutex);
    shard.slowLookupCacheIpv6.emplace(address, location);
    return location;
  }

  const GeoDatabase &database_;
  mutable std::array<Shard, 8> shards_;
};

} // namespace proxy

#endif
