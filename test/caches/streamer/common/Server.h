// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The web server: runs the requests of each client on threads of its own.

#ifndef STREAMER_SERVER_H
#define STREAMER_SERVER_H

#include "Handlers.h"

#include <thread>
#include <vector>

namespace streamer {

class Server {
public:
  explicit Server(Handlers &handlers) : handlers_(handlers) {}
  ~Server() { stop(); }

  /// Lets `clients` clients in; each adds torrents, watches, and preloads, all
  /// at once.
  void start(unsigned clients);
  /// Waits for the last request.
  void stop();

private:
  void addTorrents(unsigned client);
  void markViewed(unsigned client);
  void preload(unsigned client);

  Handlers &handlers_;
  std::vector<std::thread> threads_;
};

} // namespace streamer

#endif
