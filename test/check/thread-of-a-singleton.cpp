// What was made once before a thread started is not made again while it runs, however often it is asked for.
// RUN: not %maprace check %s -- -std=c++20 -pthread | FileCheck %s '--implicit-check-not={{warning|error}}:'
#include <map>
#include <thread>

class Backend {
public:
  static Backend &ok_instance() {
    static Backend backend;
    return backend;
  }
  void run() {
    thread_ = std::thread([this] { seen_[1] = 1; });
  }
  void stop() { thread_.join(); }

private:
  std::thread thread_;
  std::map<int, int> seen_;
};

class Eager {
public:
  static Eager &instance() {
    static Eager eager;
    return eager;
  }
  void stop() { thread_.join(); }

private:
  // CHECK: thread-of-a-singleton.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'Eager::seen_' is written here without a lock, while another thread may write it
  void loop() { seen_[1] = 1; }
  std::thread thread_{[this] { loop(); }};
  std::map<int, int> seen_;
};

void start() { Backend::ok_instance().run(); }
void stop() { Backend::ok_instance().stop(); }

int main() {
  start();
  Eager::instance();
  stop();
  Eager::instance().stop();
}
