// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Fix: the caches belong to one thread, which answers the queries that the
// others put into its queue. The mutex guards the queue; the caches need none.

#ifndef RESOLVER_GEORESOLVER_H
#define RESOLVER_GEORESOLVER_H

#include "GeoDatabase.h"

#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <utility>

namespace proxy {

/// Where a client is. Asking waits for the owner's answer.
class GeoResolver {
public:
  explicit GeoResolver(const GeoDatabase &database)
      : database_(database), owner_([this] { answerQueries(); }) {}

  ~GeoResolver() {
    {
      std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    wake_.notify_one();
    owner_.join();
  }

  Location resolve(const Address &client) {
    Query query{client, {}};
    std::future<Location> answer = query.answer.get_future();
    {
      std::lock_guard lock(mutex_);
      queries_.push_back(std::move(query));
    }
    wake_.notify_one();
    return answer.get();
  }

private:
  struct Query {
    Address client;
    std::promise<Location> answer;
  };

  void answerQueries() {
    std::unique_lock lock(mutex_);
    while (true) {
      wake_.wait(lock, [this] { return stopping_ || !queries_.empty(); });
      if (queries_.empty())
        return;
      Query query = std::move(queries_.front());
      queries_.pop_front();
      lock.unlock();
      const Address &client = query.client;
      query.answer.set_value(client.isIpv6 ? resolveIpv6(client.ipv6)
                                           : resolveIpv4(client.ipv4));
      lock.lock();
    }
  }

  Location resolveIpv4(Ipv4 address) {
    auto known = slowLookupCacheIpv4_.find(address);
    if (known != slowLookupCacheIpv4_.end())
      return known->second;
    Location location = database_.slowLookup(address);
    slowLookupCacheIpv4_.emplace(address, location);
    return location;
  }

  Location resolveIpv6(const Ipv6 &address) {
    auto known = slowLookupCacheIpv6_.find(address);
    if (known != slowLookupCacheIpv6_.end())
      return known->second;
    Location location = database_.slowLookup(address);
    slowLookupCacheIpv6_.emplace(address, location);
    return location;
  }

  const GeoDatabase &database_;
  // The owner's alone.
  std::unordered_map<Ipv4, Location> slowLookupCacheIpv4_;
  std::unordered_map<Ipv6, Location, Ipv6Hash> slowLookupCacheIpv6_;

  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Query> queries_;
  bool stopping_ = false;
  // Last, so that all else is there when it starts.
  std::thread owner_;
};

} // namespace proxy

#endif
