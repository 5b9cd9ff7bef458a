// Who finds a flag as it was left when the threads were joined has joined them,
// or there are none.
// RUN: not %maprace check %s -- -std=c++20 -pthread | FileCheck %s '--implicit-check-not={{warning|error}}:'
#include <atomic>
#include <mutex>
#include <thread>
#include <unordered_map>

using Map = std::unordered_map<int, int>;

class Sampler {
public:
  explicit Sampler(Map &map) : map_(map) {}
  ~Sampler() {
    runs_ = false;
    if (thread_.joinable())
      thread_.join();
  }
  void start() {
    runs_ = started_ = true;
    thread_ = std::thread([this] {
      do
        // CHECK-DAG: :[[#@LINE+4]]:{{[0-9]+}}: warning: 'counted' is written here
        // CHECK-DAG: :[[#@LINE+3]]:{{[0-9]+}}: warning: 'asks_only' is written here
        // CHECK-DAG: :[[#@LINE+2]]:{{[0-9]+}}: warning: 'as_told' is written here
        // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'of_another' is written here
        map_[1]++;
      while (runs_);
    });
  }
  void ok_stopped() {
    if (stopped_)
      return;
    stopped_ = true;
    runs_ = false;
    thread_.join();
  }
  void ok_under_lock() {
    {
      std::lock_guard lock(mutex_);
      if (stopped_)
        return;
      stopped_ = true;
    }
    runs_ = false;
    thread_.join();
  }
  void ok_exchanged() {
    if (!runs_.exchange(false))
      return;
    thread_.join();
  }
  void ok_if_exchanged() {
    if (runs_.exchange(false))
      thread_.join();
  }
  void ok_compared() {
    bool expected = true;
    if (!runs_.compare_exchange_strong(expected, false))
      return;
    thread_.join();
  }
  void ok_started() {
    if (!started_)
      return;
    runs_ = false;
    thread_.join();
    started_ = false;
  }
  void bad_asks_only() {
    if (!started_)
      return;
    started_ = false;
    runs_ = false;
  }
  void bad_as_told() {
    if (keeps_)
      return;
    runs_ = false;
    thread_.join();
  }
  void bad_of_another(Sampler &other) {
    if (other.stopped_)
      return;
    other.stopped_ = true;
    runs_ = false;
    thread_.join();
  }
  void bad_counted() {
    if (--users_ != 0)
      return;
    runs_ = false;
    thread_.join();
  }
  void keep() { keeps_ = stopped_ = true; }

private:
  Map &map_;
  std::mutex mutex_;
  std::atomic<bool> runs_{false};
  std::atomic<int> users_{2};
  bool started_ = false, stopped_ = false, keeps_ = false;
  std::thread thread_;
};

int main() {
  Map stopped, locked, exchanged, if_exchanged, compared, started;
  Map asks_only, as_told, of_another, counted;
  Sampler a(stopped), b(locked), c(exchanged), d(if_exchanged), e(started);
  Sampler j(compared);
  a.start(), b.start(), c.start(), d.start(), e.start(), j.start();
  a.ok_stopped(), b.ok_under_lock(), c.ok_exchanged(), d.ok_if_exchanged();
  e.ok_started(), j.ok_compared();
  stopped.clear(), locked.clear(), exchanged.clear(), if_exchanged.clear();
  started.clear(), compared.clear();

  Sampler f(asks_only), g(as_told), h(of_another), i(counted);
  f.start(), g.start(), h.start(), i.start();
  g.keep();
  f.bad_asks_only();
  asks_only.clear();
  g.bad_as_told();
  as_told.clear();
  h.bad_of_another(g);
  of_another.clear();
  i.bad_counted();
  counted.clear();
}
