// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: not %maprace check %s -- -std=c++20 -isystem %S/Inputs | FileCheck %s '--implicit-check-not={{warning|error}}:'

// Who accepts connections makes a session for each of them. What one session
// has is used by one handler after the other; what all of them share is not.
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace asio = boost::asio;
using boost::system::error_code;
using asio::ip::tcp;
using Strand = asio::strand<asio::io_context::executor_type>;

struct Hub {
  Strand strand;
  std::mutex mutex;
  std::map<int, int> bad_hits, bad_own_strand, bad_own_mutex, ok_locked,
      ok_common_strand, bad_bound, ok_bound;
  explicit Hub(asio::io_context &context)
      : strand(asio::make_strand(context)) {}
};

struct Page {
  std::map<int, int> lines;
};

class Session : public std::enable_shared_from_this<Session> {
  tcp::socket socket;
  Hub &hub;
  Strand own, common;
  std::mutex mutex;
  std::map<int, int> ok_headers;
  std::shared_ptr<Page> first;
  std::unique_ptr<Page> later;

public:
  Session(tcp::socket &&from, asio::io_context &context, Hub &hub)
      : socket(std::move(from)), hub(hub), own(asio::make_strand(context)),
        common(hub.strand), first(std::make_shared<Page>()) {}

  void start() {
    auto self = shared_from_this();
    asio::async_write(socket, 1, [self](error_code, unsigned long) {
      self->later = std::make_unique<Page>();
      self->read();
    });
  }
  void read() {
    auto self = shared_from_this();
    asio::async_read(socket, 1, [self](error_code, unsigned long n) {
      self->ok_headers[n] = 1;
      self->first->lines[n] = 1;
      self->later->lines[n] = 1;
      // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Hub::bad_hits' is written
      self->hub.bad_hits[n] = 1;
      {
        std::lock_guard<std::mutex> held(self->mutex);
        // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Hub::bad_own_mutex' is written
        self->hub.bad_own_mutex[n] = 1;
      }
      {
        std::lock_guard<std::mutex> held(self->hub.mutex);
        self->hub.ok_locked[n] = 1;
      }
      asio::post(self->own, [self] {
        // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Hub::bad_own_strand' is written
        self->hub.bad_own_strand[1] = 1;
      });
      asio::post(self->common, [self] { self->hub.ok_common_strand[1] = 1; });
      asio::async_write(self->socket, 1,
                        asio::bind_executor(
                            self->own, [self](error_code, unsigned long n) {
                              // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Hub::bad_bound' is written
                              self->hub.bad_bound[n] = 1;
                            }));
      asio::async_write(self->socket, 1,
                        asio::bind_executor(
                            self->common, [self](error_code, unsigned long n) {
                              self->hub.ok_bound[n] = 1;
                            }));
      self->read();
    });
  }
};

class Server {
  asio::io_context &context;
  tcp::acceptor acceptor;
  Hub hub;

public:
  explicit Server(asio::io_context &context)
      : context(context), acceptor(context), hub(context) {}
  void accept() {
    acceptor.async_accept([this](error_code, tcp::socket socket) {
      std::make_shared<Session>(std::move(socket), context, hub)->start();
      accept();
    });
  }
};

// One connection alone.
struct Single {
  std::map<int, int> ok_single;
};
class Client : public std::enable_shared_from_this<Client> {
  tcp::socket socket;
  Single &single;

public:
  Client(tcp::socket &&from, Single &single)
      : socket(std::move(from)), single(single) {}
  void read() {
    auto self = shared_from_this();
    asio::async_read(socket, 1, [self](error_code, unsigned long n) {
      self->single.ok_single[n] = 1;
      self->read();
    });
  }
};

int main() {
  asio::io_context context;
  Server server(context);
  server.accept();
  Single single;
  tcp::acceptor once(context);
  once.async_accept([&single](error_code, tcp::socket socket) {
    std::make_shared<Client>(std::move(socket), single)->read();
  });
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i)
    threads.emplace_back([&context] { context.run(); });
  for (std::thread &thread : threads)
    thread.join();
}
