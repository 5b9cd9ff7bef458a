// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: not %maprace check %s -- -std=c++20 -isystem %S/Inputs | FileCheck %s '--implicit-check-not={{warning|error}}:'

// Connections that an acceptor hands to its handler use the acceptor's
// executor; what is posted to that runs at once if several threads run the
// io_context. Handlers of one connection come one after the other.
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core.hpp>
#include <map>
#include <memory>
#include <thread>
#include <vector>

namespace asio = boost::asio;
namespace beast = boost::beast;
using boost::system::error_code;
using asio::ip::tcp;

struct Counters {
  std::map<int, int> bad_reads, bad_posted, bad_timer, bad_beast;
};

// Each connection has its own.
class Session : public std::enable_shared_from_this<Session> {
  tcp::socket socket;
  Counters &counters;
  std::map<int, int> ok_own;

public:
  Session(tcp::socket &&from, Counters &counters)
      : socket(std::move(from)), counters(counters) {}
  Session(asio::io_context &context, Counters &counters)
      : socket(context), counters(counters) {}
  void post() {
    auto self = shared_from_this();
    asio::async_read(socket, 1, [self](error_code, unsigned long n) {
      self->ok_own[1] = 1;
    });
    asio::post(socket.get_executor(), [self] {
      // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Counters::bad_posted' is written
      self->counters.bad_posted[1] = 1;
    });
  }
  void read() {
    auto self = shared_from_this();
    asio::async_read(socket, 1, [self](error_code, unsigned long n) {
      // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Counters::bad_reads' is written
      self->counters.bad_reads[1] = 1;
      self->read();
    });
  }
};

class Request : public std::enable_shared_from_this<Request> {
  beast::tcp_stream stream;
  Counters &counters;
  int buffer = 0, message = 0;

public:
  Request(asio::io_context &context, Counters &counters)
      : stream(tcp::socket(context)), counters(counters) {}
  void read() {
    beast::http::async_read(
        stream, buffer, message,
        beast::bind_front_handler(&Request::done, shared_from_this()));
  }
  void done(error_code, unsigned long) {
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Counters::bad_beast' is written
    counters.bad_beast[1] = 1;
    read();
  }
};

class Listener : public std::enable_shared_from_this<Listener> {
  tcp::acceptor acceptor;
  Counters &counters;
  std::map<int, int> ok_accepted;

public:
  Listener(asio::io_context &context, Counters &counters)
      : acceptor(context), counters(counters) {}
  void accept() {
    auto self = shared_from_this();
    acceptor.async_accept([self](error_code, tcp::socket socket) {
      self->ok_accepted[1] = 1;
      std::make_shared<Session>(std::move(socket), self->counters)->post();
      self->accept();
    });
  }
};

void several() {
  asio::io_context context;
  Counters counters;
  std::make_shared<Listener>(context, counters)->accept();
  for (int i = 0; i < 3; ++i) {
    std::make_shared<Session>(context, counters)->read();
    std::make_shared<Request>(context, counters)->read();
    auto timer = std::make_shared<asio::steady_timer>(
        context, std::chrono::milliseconds(1));
    timer->async_wait([&counters, timer](error_code) {
      // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Counters::bad_timer' is written
      counters.bad_timer[1] = 1;
    });
  }
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i)
    threads.emplace_back([&] { context.run(); });
  for (std::thread &thread : threads)
    thread.join();
}

// The same in one thread.
struct Alone : std::enable_shared_from_this<Alone> {
  tcp::socket socket;
  std::map<int, int> &ok_alone;
  Alone(tcp::socket &&from, std::map<int, int> &map)
      : socket(std::move(from)), ok_alone(map) {}
  void read() {
    auto self = shared_from_this();
    asio::async_read(socket, 1, [self](error_code, unsigned long) {
      self->ok_alone[1] = 1;
      self->read();
    });
    asio::post(socket.get_executor(), [self] { self->ok_alone.erase(1); });
  }
};

struct Door : std::enable_shared_from_this<Door> {
  tcp::acceptor acceptor;
  std::map<int, int> map;
  explicit Door(asio::io_context &context) : acceptor(context) {}
  void accept() {
    auto self = shared_from_this();
    acceptor.async_accept([self](error_code, tcp::socket socket) {
      std::make_shared<Alone>(std::move(socket), self->map)->read();
      self->accept();
    });
  }
};

void alone() {
  asio::io_context context;
  std::make_shared<Door>(context)->accept();
  std::thread thread([&] { context.run(); });
  thread.join();
}

// A stream of one's own may do anything with its handlers.
struct Tunnel {
  template <class B, class F> void async_write_some(const B &, F &&) {}
};

void unknown(Tunnel &tunnel, std::map<int, int> &ok_unknown) {
  asio::async_write(tunnel, 1, [&](error_code, unsigned long) {
    ok_unknown[1] = 1;
  });
  asio::async_write(tunnel, 2, [&](error_code, unsigned long) {
    ok_unknown[2] = 1;
  });
}

int main() {
  several();
  alone();
  Tunnel tunnel;
  std::map<int, int> map;
  unknown(tunnel, map);
}
