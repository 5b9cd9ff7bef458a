// A part points back to its owner, in whose function its thread begins and
// ends: that the two are one object is known to who made it.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'

#include <map>
#include <mutex>
#include <thread>

struct Handler {
  virtual ~Handler() = default;
  virtual void handle(int id) = 0;
};

class Acceptor {
public:
  explicit Acceptor(Handler *handler) : handler_(handler) {}
  void start() {
    thread_ = std::thread([this] {
      for (int i = 0; i < 1000; ++i)
        handler_->handle(i);
    });
  }
  void stop() { thread_.join(); }

private:
  Handler *handler_;
  std::thread thread_;
};

class Bad : public Handler {
public:
  Bad() : acceptor_(this) {}
  void run() {
    acceptor_.start();
    for (int i = 0; i < 1000; ++i) {
      // CHECK: owner-behind-pointer.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'Bad::routes_' is written here without a lock
      routes_.erase(i);
      std::lock_guard lock(mutex_);
      locked_.erase(i);
    }
    acceptor_.stop();
    routes_.clear();
  }
  void handle(int id) override {
    routes_[id] = id;
    std::lock_guard lock(mutex_);
    locked_[id] = id;
  }

private:
  Acceptor acceptor_;
  std::mutex mutex_;
  std::map<int, int> routes_, locked_;
};

class Log {
public:
  void add(int id) { lines_[id] = id; }

private:
  std::map<int, int> lines_;
};

// Its thread writes to another log than the function that runs beside it.
class Ok {
public:
  explicit Ok(Log *log) : log_(log) {}
  void run() {
    std::thread thread([this] { log_->add(1); });
    own_.add(2);
    thread.join();
  }

private:
  Log *log_;
  Log own_;
};

int main() {
  Bad bad;
  bad.run();
  Log log;
  Ok ok(&log);
  ok.run();
}
