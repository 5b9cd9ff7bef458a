// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the web interface asks for: add a torrent, mark a file as viewed,
// preload. The server runs each handler on the thread of its request, and all
// of them share one read cache.

#ifndef STREAMER_HANDLERS_H
#define STREAMER_HANDLERS_H

#include "DBReadCache.h"
#include "Torrent.h"

#include <atomic>
#include <cstddef>
#include <string>

namespace streamer {

class Handlers {
public:
  explicit Handlers(DBReadCache &cache) : cache_(cache) {}

  /// Stores the torrent of a magnet link, unless it is known.
  void addTorrent(const std::string &magnet) {
    Torrent torrent = parseMagnet(magnet);
    if (cache_.Get("Torrents", torrent.hash).empty())
      cache_.Set("Torrents", torrent.hash, torrent.title);
  }

  /// Remembers that a file of a torrent has been seen.
  void markViewed(const std::string &hash, unsigned file) {
    std::string viewed = cache_.Get("Viewed", hash);
    cache_.Set("Viewed", hash, viewed + std::to_string(file) + ";");
  }

  /// Gets a file ready to be played if its torrent is known.
  void preload(const std::string &hash) {
    if (cache_.Get("Torrents", hash).empty())
      return;
    if (cache_.Get("Viewed", hash).empty())
      ++preloaded_;
  }

  /// How many torrents the start page shows.
  std::size_t countTorrents() { return cache_.List("Torrents").size(); }

  unsigned preloaded() const { return preloaded_; }

private:
  DBReadCache &cache_;
  std::atomic<unsigned> preloaded_ = 0;
};

} // namespace streamer

#endif
