// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A torrent streamer: serves a few clients, says what the database holds, and
// ends.

#include "Database.h"
#include "Server.h"

#include <cstdio>

int main() {
  streamer::Database database;
  streamer::DBReadCache cache(database);
  streamer::Handlers handlers(cache);
  streamer::Server server(handlers);
  server.start(2);
  server.stop();
  std::printf("%zu torrents, %u preloaded\n", handlers.countTorrents(),
              handlers.preloaded());
}
