// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The addresses of clients, of both families, and a hash for the longer one.

#ifndef RESOLVER_ADDRESS_H
#define RESOLVER_ADDRESS_H

#include <cstddef>
#include <cstdint>

namespace proxy {

using Ipv4 = std::uint32_t;

struct Ipv6 {
  std::uint64_t network = 0;
  std::uint64_t interface = 0;
  bool operator==(const Ipv6 &) const = default;
};

struct Ipv6Hash {
  std::size_t operator()(const Ipv6 &address) const {
    return address.network * 0x9e3779b97f4a7c15u ^ address.interface;
  }
};

/// A client's address: one of the two, as `isIpv6` says.
struct Address {
  bool isIpv6 = false;
  Ipv4 ipv4 = 0;
  Ipv6 ipv6;
};

} // namespace proxy

#endif
