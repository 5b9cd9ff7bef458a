// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: not %maprace check %s -- -std=c++20 -isystem %S/Inputs | FileCheck %s '--implicit-check-not={{warning|error}}:'

// A pool runs many handlers at once, a strand one after the other; an
// io_context as many as there are threads in its run().
#include <boost/asio/defer.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

std::mutex mutex;
std::map<int, int> bad_pool, bad_defer, bad_context, bad_timer;
std::map<int, int> ok_pool, ok_strand, ok_joined, ok_single, ok_context;
std::map<int, int> ok_timer, ok_single_timer, bad_mixed;
std::map<int, int> ok_get, ok_serial, ok_rearmed, bad_member;

void locked(std::map<int, int> &map, int key) {
  std::lock_guard<std::mutex> held(mutex);
  map[key] = 1;
}

void pool() {
  boost::asio::thread_pool pool(4);
  auto strand = boost::asio::make_strand(pool);
  boost::asio::strand<boost::asio::thread_pool::executor_type> other(
      pool.get_executor());
  for (int i = 0; i < 4; ++i) {
    boost::asio::post(pool, [i] {
      // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad_pool' is written
      bad_pool[i] = 1;
      locked(ok_pool, i);
    });
    boost::asio::defer(pool.get_executor(), [i] {
      // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad_defer' is written
      bad_defer[i] = 1;
      locked(ok_get, i);
    });
    boost::asio::post(strand, [i] { ok_strand[i] = 1; });
    boost::asio::dispatch(other, [i] { ok_joined[i] = 1; });
  }
  pool.join();
  ok_joined[1] = 1;
  ok_strand[1] = 1;
}

void context() {
  boost::asio::io_context context;
  boost::asio::steady_timer timer(context, std::chrono::milliseconds(1));
  timer.async_wait([](const boost::system::error_code &) {
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad_timer' is written
    bad_timer[1] = 1;
    locked(ok_timer, 1);
  });
  for (int i = 0; i < 4; ++i)
    boost::asio::post(context, [i] {
      // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad_context' is written
      bad_context[i] = 1;
      bad_timer[i] = 1;
      locked(ok_context, i);
      locked(ok_timer, i);
    });
  auto strand = boost::asio::make_strand(context);
  for (int i = 0; i < 4; ++i)
    boost::asio::post(strand, [i] { ok_serial[i] = 1; });
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&context] { context.run(); });
  for (std::thread &thread : threads)
    thread.join();
}

// What waits for one timer is called by one thread after the other.
class Agent {
public:
  explicit Agent(boost::asio::io_context &context) 
      : timer_(context, std::chrono::milliseconds(1)) {}
  void arm() {
    timer_.async_wait([this](const boost::system::error_code &) { expire(); });
  }

private:
  void expire() {
    ok_rearmed[1] = 1;
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad_member' is written
    bad_member[1] = 1;
    arm();
  }
  boost::asio::steady_timer timer_;
};

void rearmed() {
  boost::asio::io_context context;
  Agent agent(context);
  agent.arm();
  std::thread one([&context] { context.run(); });
  std::thread two([&context] { context.run(); });
  bad_member.find(1);
  one.join();
  two.join();
}

// The thread that runs the only loop is the only one that touches the map.
void single() {
  boost::asio::io_context context;
  boost::asio::steady_timer timer(context, std::chrono::milliseconds(1));
  timer.async_wait(
      [](const boost::system::error_code &) { ok_single_timer[1] = 1; });
  for (int i = 0; i < 4; ++i)
    boost::asio::post(context, [i] {
      ok_single[i] = 1;
      ok_single_timer[i] = 1;
    });
  context.run();
  ok_single[1] = 1;
}

// The loop has a thread of its own, and the caller goes on.
void beside() {
  boost::asio::io_context context;
  boost::asio::post(context, [] {
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad_mixed' is written
    bad_mixed[1] = 1;
  });
  std::thread thread([&context] { context.run(); });
  bad_mixed[2] = 1;
  thread.join();
}

int main() {
  pool();
  context();
  rearmed();
  single();
  beside();
}
