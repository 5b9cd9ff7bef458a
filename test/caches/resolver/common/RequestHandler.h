// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Answers one request: finds out where the client is and names the upstream
// that is nearest to it. One handler serves the requests of all threads.

#ifndef RESOLVER_REQUESTHANDLER_H
#define RESOLVER_REQUESTHANDLER_H

#include "AccessLog.h"
#include "GeoResolver.h"

#include <map>
#include <string>

namespace proxy {

class RequestHandler {
public:
  RequestHandler(GeoResolver &resolver, AccessLog &log)
      : resolver_(resolver), log_(log) {}

  /// The upstream for a request that came from `client`.
  std::string handle(const Address &client) {
    Location location = resolver_.resolve(client);
    log_.record(location.country);
    auto near = upstreamByCountry_.find(location.country);
    if (near == upstreamByCountry_.end())
      return "origin.example";
    return near->second;
  }

private:
  GeoResolver &resolver_;
  AccessLog &log_;
  // Never changes, so every thread may read it.
  const std::map<std::string, std::string> upstreamByCountry_ = {
      {"AT", "vienna.example"},
      {"DE", "frankfurt.example"},
      {"JP", "tokyo.example"},
  };
};

} // namespace proxy

#endif
