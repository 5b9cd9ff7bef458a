// A map that ends before the member, or the base, whose destructor waits for
// the thread that uses it.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'

#include <atomic>
#include <functional>
#include <map>
#include <thread>

class Early {
public:
  void start() {
    worker_ = std::jthread([this] {
      // CHECK: ends-too-early.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'Early::bad_member_' is written here without a lock
      bad_member_[1] = 1;
    });
  }

private:
  std::jthread worker_;
  // CHECK: ends-too-early.cpp:[[#@LINE+1]]:{{[0-9]+}}: note: the other access: the destruction of the map writes 'Early::bad_member_' here
  std::map<int, int> bad_member_;
};

class InTime {
public:
  void start() {
    worker_ = std::jthread([this] { ok_member_[1] = 1; });
  }

private:
  std::map<int, int> ok_member_;
  std::jthread worker_;
};

class Stopped {
public:
  ~Stopped() { worker_.join(); }
  void start() {
    worker_ = std::jthread([this] { ok_stopped_[1] = 1; });
  }

private:
  std::jthread worker_;
  std::map<int, int> ok_stopped_;
};

class Loop {
public:
  ~Loop() { stop(); }

protected:
  void run(std::function<void()> step) {
    thread_ = std::thread([step] { step(); });
  }
  void stop() {
    if (thread_.joinable())
      thread_.join();
  }

private:
  std::thread thread_;
};

class Derived : public Loop {
public:
  Derived() {
    run([this] {
      // CHECK: ends-too-early.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'Derived::bad_derived_' is written here without a lock
      bad_derived_[1] = 1;
    });
  }

private:
  std::map<int, int> bad_derived_;
};

class Careful : public Loop {
public:
  Careful() {
    run([this] { ok_derived_[1] = 1; });
  }
  ~Careful() { stop(); }

private:
  std::map<int, int> ok_derived_;
};

int main() {
  Early early;
  early.start();
  InTime in_time;
  in_time.start();
  Stopped stopped;
  stopped.start();
  Derived derived;
  Careful careful;
}
