// An executor without threads: its tasks run in whichever thread runs the queue, and may give it more tasks.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'

#include <functional>
#include <map>
#include <thread>

namespace boost::asio {
class io_context {
public:
  void run();
  template <class F> void post(F task);
};
template <class Clock> class basic_waitable_timer {
public:
  explicit basic_waitable_timer(io_context &context);
  template <class F> void async_wait(F handler);
};
} // namespace boost::asio
struct Clock;
using Timer = boost::asio::basic_waitable_timer<Clock>;

class Server {
public:
  Server() : timer_(context_) {}
  void start() {
    schedule();
    thread_ = std::thread([this] { context_.run(); });
  }
  void stop() {
    context_.post([this] { tick(); });
    thread_.join();
    own_.clear(); // after all tasks
  }
  void request(int id) {
    context_.post(std::bind(&Server::create, this, id));
    find(id);
  }

private:
  void schedule() {
    timer_.async_wait([this](int) { tick(); });
  }
  void tick() {
    sessions_.erase(0);
    own_.erase(0);
    schedule();
  }
  void create(int id) {
    // CHECK: task-queue.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'Server::sessions_' is written here without a lock
    sessions_[id] = id;
    own_[id] = id; // by the tasks of one thread only
  }
  void find(int id) {
    // CHECK: task-queue.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'Server::sessions_' is read here without a lock
    sessions_.count(id);
  }

  std::map<int, int> sessions_, own_;
  boost::asio::io_context context_;
  Timer timer_;
  std::thread thread_;
};

int main() {
  Server server;
  server.start();
  server.request(1);
  server.request(2);
  server.stop();
}
