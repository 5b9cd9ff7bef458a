// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Starts the threads. From here to the resolver's cache everything is inline,
// so this translation unit alone shows what the threads do to it.

#include "Server.h"

#include <thread>

namespace proxy {

void Server::serve(const std::vector<Connection> &connections) {
  std::vector<std::thread> workers;
  for (const Connection &connection : connections)
    workers.emplace_back([this, &connection] { handleConnection(connection); });
  for (std::thread &worker : workers)
    worker.join();
}

void Server::handleConnection(const Connection &connection) {
  for (const Address &client : connection.forwardedFor)
    handler_.handle(client);
}

} // namespace proxy
