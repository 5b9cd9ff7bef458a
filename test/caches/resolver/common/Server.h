// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The server: a thread for each connection, which handles one request after
// the other.

#ifndef RESOLVER_SERVER_H
#define RESOLVER_SERVER_H

#include "RequestHandler.h"

#include <vector>

namespace proxy {

/// A kept-alive connection from a load balancer: each request names the client
/// that it is forwarded for.
struct Connection {
  std::vector<Address> forwardedFor;
};

class Server {
public:
  explicit Server(RequestHandler &handler) : handler_(handler) {}

  /// Serves all connections at once, and returns when the last is closed.
  void serve(const std::vector<Connection> &connections);

private:
  void handleConnection(const Connection &connection);

  RequestHandler &handler_;
};

} // namespace proxy

#endif
