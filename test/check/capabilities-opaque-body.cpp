// A lock whose body does not show that it is one, because it spins or hands on,
// is one by its attributes; a body that shows it is not counted twice.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'
#include <atomic>
#include <map>
#include <mutex>
#include <thread>

struct [[clang::capability("mutex")]] Spin {
  std::atomic_flag flag;
  [[clang::acquire_capability()]] void lock() {
    while (flag.test_and_set())
      ;
  }
  [[clang::try_acquire_capability(true)]] bool try_lock() {
    return !flag.test_and_set();
  }
  [[clang::release_capability()]] void unlock() { flag.clear(); }
};

struct [[clang::capability("mutex")]] Wrapped {
  std::mutex inner;
  [[clang::acquire_capability()]] void lock() { inner.lock(); }
  [[clang::release_capability()]] void unlock() { inner.unlock(); }
};

struct __attribute__((scoped_lockable)) SpinLock {
  Spin &spin;
  explicit SpinLock(Spin &s) __attribute__((acquire_capability(s))) : spin(s) {
    spin.lock();
  }
  [[clang::release_capability()]] ~SpinLock() { spin.unlock(); }
};

struct Cache {
  Spin spin;
  Wrapped wrapped;
  std::map<int, int> spun, tried, inGuard, inWrapped, after, afterGuard;

  void run() {
    spin.lock();
    spun[1] = 1;
    spin.unlock();
    if (spin.try_lock()) {
      tried[1] = 1;
      spin.unlock();
    }
    wrapped.lock();
    inWrapped[1] = 1;
    wrapped.unlock();
    // CHECK: capabilities-opaque-body.cpp:[[#@LINE+1]]:5: warning: 'Cache::after' is written here without a lock
    after[1] = 1;
    {
      SpinLock lock(spin);
      inGuard[1] = 1;
    }
    // CHECK: capabilities-opaque-body.cpp:[[#@LINE+1]]:5: warning: 'Cache::afterGuard' is written here without a lock
    afterGuard[1] = 1;
  }
};

int main() {
  Cache cache;
  std::thread first([&] { cache.run(); }), second([&] { cache.run(); });
  first.join();
  second.join();
}
