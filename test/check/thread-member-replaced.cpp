// A handle that joins its old thread when it is given a new one: the new one
// runs on when the function that started it returns.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'

#include <map>
#include <mutex>
#include <thread>

class Hub {
public:
  void start() {
    poller_ = std::jthread([this] {
      for (int i = 0; i < 1000; ++i) {
        std::lock_guard lock(mutex_);
        latest_[i] = i;
        locked_[i] = i;
      }
      polled_[1] = 1;
    });
  }
  void stop() { poller_ = std::jthread(); }
  size_t bad_size() const {
    // CHECK: thread-member-replaced.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'Hub::latest_' is read here without a lock
    return latest_.count(1);
  }
  size_t ok_size() const {
    std::lock_guard lock(mutex_);
    return locked_.count(1);
  }
  size_t ok_polled() const { return polled_.size(); } // after stop()

private:
  mutable std::mutex mutex_;
  std::map<int, int> latest_, locked_, polled_;
  std::jthread poller_;
};

int main() {
  Hub hub;
  hub.start();
  size_t sum = 0;
  for (int i = 0; i < 1000; ++i)
    sum += hub.bad_size() + hub.ok_size();
  hub.stop();
  return sum + hub.ok_polled() + hub.bad_size() == 0;
}
