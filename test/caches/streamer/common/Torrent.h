// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A torrent as the database keeps it, and how it is read from a magnet link.

#ifndef STREAMER_TORRENT_H
#define STREAMER_TORRENT_H

#include <string>

namespace streamer {

struct Torrent {
  std::string hash;
  std::string title;
};

/// Reads "magnet:?xt=urn:btih:HASH&dn=TITLE"; a part that is not there is
/// empty.
Torrent parseMagnet(const std::string &link);

} // namespace streamer

#endif
