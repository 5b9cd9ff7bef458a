// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Starts the threads. From here to the read cache everything is inline, so
// this translation unit alone shows what the threads do to it.

#include "Server.h"

namespace streamer {
namespace {

constexpr unsigned RequestsPerClient = 30;

/// Clients like the same torrents, more or less.
std::string hashOf(unsigned client, unsigned request) {
  return "hash" + std::to_string(client * 5 + request);
}

} // namespace

void Server::start(unsigned clients) {
  for (unsigned client = 0; client < clients; ++client) {
    threads_.emplace_back(&Server::addTorrents, this, client);
    threads_.emplace_back(&Server::markViewed, this, client);
    threads_.emplace_back(&Server::preload, this, client);
  }
}

void Server::stop() {
  for (std::thread &thread : threads_)
    thread.join();
  threads_.clear();
}

void Server::addTorrents(unsigned client) {
  for (unsigned i = 0; i < RequestsPerClient; ++i) {
    handlers_.addTorrent("magnet:?xt=urn:btih:" + hashOf(client, i) +
                         "&dn=film-" + std::to_string(i));
    handlers_.countTorrents();
  }
}

void Server::markViewed(unsigned client) {
  for (unsigned i = 0; i < RequestsPerClient; ++i)
    handlers_.markViewed(hashOf(client, i), i % 4);
}

void Server::preload(unsigned client) {
  for (unsigned i = 0; i < RequestsPerClient; ++i)
    handlers_.preload(hashOf(client, i));
}

} // namespace streamer
