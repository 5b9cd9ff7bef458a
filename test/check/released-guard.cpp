// Who releases a guard gets the lock, and may let it go.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'

#include <map>
#include <mutex>
#include <thread>

class Table {
public:
  void bad_put(int k) {
    std::unique_lock<std::mutex> lock(mu_);
    std::mutex *mu = lock.release();
    mu->unlock();
    // CHECK: released-guard.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'Table::bad_' is written here without a lock
    bad_[k] = k;
  }
  void ok_put(int k) {
    std::unique_lock<std::mutex> lock(mu_);
    std::mutex *mu = lock.release();
    ok_[k] = k;
    mu->unlock();
  }

private:
  std::mutex mu_;
  std::map<int, int> bad_, ok_;
};

int main() {
  Table t;
  auto work = [&t] {
    t.bad_put(1);
    t.ok_put(1);
  };
  std::thread a(work), b(work);
  a.join();
  b.join();
}
