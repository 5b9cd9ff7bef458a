// A map that is taken away under the lock is processed without it.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

using Map = std::map<int, int>;

class Batches {
public:
  void ok_add() {
    std::lock_guard<std::mutex> lock(mutex_);
    ++(*current_)[1];
    ++(*raw_)[1];
    ++(*kept_)[1];
  }
  void ok_move() {
    std::unique_ptr<Map> old;
    {
      std::lock_guard<std::mutex> lock(mutex_);
      old = std::move(current_);
      current_ = std::make_unique<Map>();
    }
    old->clear();
  }
  std::unique_ptr<Map> ok_swap() {
    auto fresh = std::make_unique<Map>();
    std::lock_guard<std::mutex> lock(mutex_);
    std::swap(current_, fresh);
    return fresh;
  }
  void ok_raw() {
    Map *old;
    {
      std::lock_guard<std::mutex> lock(mutex_);
      old = raw_;
      raw_ = new Map;
    }
    old->clear();
    delete old;
  }
  void bad_kept() {
    Map *same;
    {
      std::lock_guard<std::mutex> lock(mutex_);
      same = kept_;
    }
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: {{.*}} is written here
    same->clear();
  }

private:
  std::mutex mutex_;
  std::unique_ptr<Map> current_ = std::make_unique<Map>();
  Map *raw_ = new Map;
  Map *kept_ = new Map;
};

int main() {
  Batches batches;
  std::thread a([&] { batches.ok_add(); });
  std::thread b([&] {
    batches.ok_move();
    batches.ok_swap()->erase(1);
    batches.ok_raw();
    batches.bad_kept();
  });
  a.join();
  b.join();
}
