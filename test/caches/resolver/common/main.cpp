// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A reverse proxy that sends each request to the upstream nearest to the
// client. Serves a fixed set of connections, prints the log, and ends.

#include "Server.h"

#include <cstdio>

namespace {

constexpr unsigned ConnectionCount = 6;
constexpr unsigned RequestsPerConnection = 200;

/// Clients of both families. Each comes twice on a connection, and on others
/// as well, so the caches are both filled and hit.
proxy::Address clientOf(unsigned connection, unsigned request) {
  unsigned client = connection * 7 + request / 4;
  proxy::Address address;
  address.isIpv6 = request % 2 != 0;
  address.ipv4 = 0x0a000000u + (client << 8);
  address.ipv6 = {0x20010db800000000u + (client << 16), client};
  return address;
}

std::vector<proxy::Connection> incoming() {
  std::vector<proxy::Connection> connections(ConnectionCount);
  for (unsigned i = 0; i < ConnectionCount; ++i)
    for (unsigned request = 0; request < RequestsPerConnection; ++request)
      connections[i].forwardedFor.push_back(clientOf(i, request));
  return connections;
}

} // namespace

int main() {
  proxy::GeoDatabase database;
  proxy::GeoResolver resolver(database);
  proxy::AccessLog log;
  proxy::RequestHandler handler(resolver, log);
  proxy::Server server(handler);
  server.serve(incoming());
  std::fputs(log.summary().c_str(), stdout);
}
