// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Fix: copy on write. A published map never changes; a miss copies it, adds the
// answer, and swaps the pointer. The mutex guards the pointers, not the maps:
// readers hold it just long enough to copy one.

#ifndef RESOLVER_GEORESOLVER_H
#define RESOLVER_GEORESOLVER_H

#include "GeoDatabase.h"

#include <memory>
#include <mutex>
#include <unordered_map>
#include <utility>

namespace proxy {

/// Where a client is. Logically const: the caches only remember.
class GeoResolver {
public:
  explicit GeoResolver(const GeoDatabase &database) : database_(database) {}

  Location resolve(const Address &client) const {
    return client.isIpv6 ? resolveIpv6(client.ipv6) : resolveIpv4(client.ipv4);
  }

private:
  using CacheIpv4 = std::unordered_map<Ipv4, Location>;
  using CacheIpv6 = std::unordered_map<Ipv6, Location, Ipv6Hash>;

  std::shared_ptr<const CacheIpv4> snapshotIpv4() const {
    std::lock_guard lock(mutex_);
    return slowLookupCacheIpv4_;
  }

  Location resolveIpv4(Ipv4 address) const {
    std::shared_ptr<const CacheIpv4> snapshot = snapshotIpv4();
    auto known = snapshot->find(address);
    if (known != snapshot->end())
      return known->second;
    Location location = database_.slowLookup(address);
    std::lock_guard lock(mutex_);
    auto next = std::make_shared<CacheIpv4>(*slowLookupCacheIpv4_);
    next->emplace(address, location);
    slowLookupCacheIpv4_ = std::move(next);
    return location;
  }

  std::shared_ptr<const CacheIpv6> snapshotIpv6() const {
    std::lock_guard lock(mutex_);
    return slowLookupCacheIpv6_;
  }

  Location resolveIpv6(const Ipv6 &address) const {
    std::shared_ptr<const CacheIpv6> snapshot = snapshotIpv6();
    auto known = snapshot->find(address);
    if (known != snapshot->end())
      return known->second;
    Location location = database_.slowLookup(address);
    std::lock_guard lock(mutex_);
    auto next = std::make_shared<CacheIpv6>(*slowLookupCacheIpv6_);
    next->emplace(address, location);
    slowLookupCacheIpv6_ = std::move(next);
    return location;
  }

  const GeoDatabase &database_;
  mutable std::mutex mutex_;
  mutable std::shared_ptr<const CacheIpv4> slowLookupCacheIpv4_ =
      std::make_shared<const CacheIpv4>();
  mutable std::shared_ptr<const CacheIpv6> slowLookupCacheIpv6_ =
      std::make_shared<const CacheIpv6>();
};

} // namespace proxy

#endif
