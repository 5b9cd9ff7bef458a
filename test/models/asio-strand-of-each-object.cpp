// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: not %maprace check %s -- -std=c++20 -isystem %S/Inputs | FileCheck %s '--implicit-check-not={{warning|error}}:'

// Each object has a strand of its own: it keeps the handlers apart that touch
// this object, not those that touch another one.
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>
#include <map>
#include <memory>
#include <thread>
#include <vector>

class Session : public std::enable_shared_from_this<Session> {
public:
  explicit Session(boost::asio::io_context &io)
      : strand_(boost::asio::make_strand(io)) {}
  void ok_publish(int topic) {
    boost::asio::post(strand_, [self = shared_from_this(), topic] {
      self->ok_topics_[topic] = 1;
    });
  }
  void ok_erase(int topic) {
    boost::asio::post(strand_, [this, topic] { ok_topics_.erase(topic); });
  }
  void bad_tell(std::shared_ptr<Session> peer) {
    boost::asio::post(strand_, [peer] {
      // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Session::bad_told_' is written
      peer->bad_told_[1] = 1;
    });
  }

private:
  boost::asio::strand<boost::asio::io_context::executor_type> strand_;
  std::map<int, int> ok_topics_, bad_told_;
};

int main() {
  boost::asio::io_context io;
  std::vector<std::shared_ptr<Session>> sessions;
  for (int i = 0; i < 3; ++i)
    sessions.push_back(std::make_shared<Session>(io));
  boost::asio::post(io, [&] {
    for (auto &session : sessions) {
      session->ok_publish(1);
      session->ok_erase(1);
      session->bad_tell(sessions[0]);
    }
  });
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i)
    threads.emplace_back([&] { io.run(); });
  for (std::thread &each : threads)
    each.join();
}
