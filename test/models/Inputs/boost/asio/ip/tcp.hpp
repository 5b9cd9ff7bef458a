// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once
#include <boost/asio/io_context.hpp>
namespace boost::asio {
namespace execution {
template <class... Properties> class any_executor {
public:
  any_executor(const any_executor &);
  template <class Executor> any_executor(const Executor &);
};
} // namespace execution
using any_io_executor = execution::any_executor<int>;
template <class Protocol> class basic_stream_socket {
public:
  explicit basic_stream_socket(io_context &);
  basic_stream_socket(basic_stream_socket &&);
  any_io_executor get_executor();
  template <class B, class F> void async_write_some(const B &, F &&) {}
};
template <class Protocol> class basic_socket_acceptor {
public:
  explicit basic_socket_acceptor(io_context &);
  template <class F> void async_accept(F &&) {}
};
namespace ip {
struct tcp {
  using socket = basic_stream_socket<tcp>;
  using acceptor = basic_socket_acceptor<tcp>;
};
} // namespace ip
template <class S, class B, class F> void async_read(S &, const B &, F &&) {}
template <class S, class B, class F> void async_write(S &, const B &, F &&) {}
} // namespace boost::asio
