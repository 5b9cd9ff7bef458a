// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A stand-in: the names and members that the tests use.
#pragma once
#include <chrono>
namespace boost::system {
class error_code {};
} // namespace boost::system
namespace boost::asio {
class io_context {
public:
  class executor_type {
  public:
    executor_type(const executor_type &);
  };
  executor_type get_executor();
  unsigned long run();
};
class thread_pool {
public:
  class executor_type {
  public:
    executor_type(const executor_type &);
  };
  explicit thread_pool(unsigned long);
  ~thread_pool();
  executor_type get_executor();
  void join();
};
template <class Executor> class strand {
public:
  explicit strand(const Executor &);
};
strand<thread_pool::executor_type> make_strand(thread_pool &);
strand<io_context::executor_type> make_strand(io_context &);
template <class Clock> class basic_waitable_timer {
public:
  basic_waitable_timer(io_context &, std::chrono::milliseconds);
  template <class F> void async_wait(F &&) {}
};
using steady_timer = basic_waitable_timer<std::chrono::steady_clock>;
template <class E, class F> void post(const E &, F &&) {}
template <class E, class F> void post(E &, F &&) {}
template <class E, class F> void defer(const E &, F &&) {}
template <class E, class F> F bind_executor(const E &, F &&f) { return f; }
template <class E, class F> void dispatch(const E &, F &&) {}
} // namespace boost::asio
