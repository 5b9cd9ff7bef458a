// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once
#include <boost/asio/ip/tcp.hpp>
namespace boost::beast {
template <class Protocol> class basic_stream {
public:
  explicit basic_stream(asio::basic_stream_socket<Protocol> &&);
  asio::any_io_executor get_executor();
};
using tcp_stream = basic_stream<asio::ip::tcp>;
template <class F, class... A> struct bound_front {
  F f;
};
template <class F, class... A> bound_front<F, A...> bind_front_handler(F f, A...);
namespace http {
template <class S, class B, class M, class F>
void async_read(S &, B &, M &, F &&) {}
} // namespace http
} // namespace boost::beast
