// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reads magnet links.

#include "Torrent.h"

namespace streamer {
namespace {

std::string valueAfter(const std::string &link, const std::string &key) {
  std::size_t begin = link.find(key);
  if (begin == std::string::npos)
    return {};
  begin += key.size();
  return link.substr(begin, link.find('&', begin) - begin);
}

} // namespace

Torrent parseMagnet(const std::string &link) {
  return {valueAfter(link, "xt=urn:btih:"), valueAfter(link, "dn=")};
}

} // namespace streamer
