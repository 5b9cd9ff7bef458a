// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Fix: copy on write without a lock for readers. A published map never changes;
// a miss copies it, adds the answer, and exchanges the pointer if no other
// thread has done so in the meantime; if one has, it starts again from the
// newer map.

#ifndef RESOLVER_GEORESOLVER_H
#define RESOLVER_GEORESOLVER_H

#include "GeoDatabase.h"

#include <memory>
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

  Location resolveIpv4(Ipv4 address) const {
    std::shared_ptr<const CacheIpv4> seen =
        std::atomic_load(&slowLookupCacheIpv4_);
    auto known = seen->find(address);
    if (known != seen->end())
      return known->second;
    Location location = database_.slowLookup(address);
    std::shared_ptr<const CacheIpv4> next;
    do {
      auto copy = std::make_shared<CacheIpv4>(*seen);
      copy->emplace(address, location);
      next = std::move(copy);
    } while (!std::atomic_compare_exchange_strong(&slowLookupCacheIpv4_, &seen,
                                                  next));
    return location;
  }

  Location resolveIpv6(const Ipv6 &address) const {
    std::shared_ptr<const CacheIpv6> seen =
        std::atomic_load(&slowLookupCacheIpv6_);
    auto known = seen->find(address);
    if (known != seen->end())
      return known->second;
    Location location = database_.slowLookup(address);
    std::shared_ptr<const CacheIpv6> next;
    do {
      auto copy = std::make_shared<CacheIpv6>(*seen);
      copy->emplace(address, location);
      next = std::move(copy);
    } while (!std::atomic_compare_exchange_strong(&slowLookupCacheIpv6_, &seen,
                                                  next));
    return location;
  }

  const GeoDatabase &database_;
  mutable std::shared_ptr<const CacheIpv4> slowLookupCacheIpv4_ =
      std::make_shared<const CacheIpv4>();
  mutable std::shared_ptr<const CacheIpv6> slowLookupCacheIpv6_ =
      std::make_shared<const CacheIpv6>();
};

} // namespace proxy

#endif
