// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'

// Locks made of atomics and semaphores are known by what their code does.
#include <atomic>
#include <map>
#include <mutex>
#include <semaphore>
#include <thread>

class FlagLock {
public:
  void lock() {
    while (flag_.test_and_set(std::memory_order_acquire))
      std::this_thread::yield();
  }
  bool try_lock() { return !flag_.test_and_set(std::memory_order_acquire); }
  void unlock() { flag_.clear(std::memory_order_release); }

private:
  std::atomic_flag flag_ = ATOMIC_FLAG_INIT;
};

class ExchangeLock {
public:
  void lock() {
    while (taken_.exchange(true, std::memory_order_acquire)) {
    }
  }
  void unlock() { taken_.store(false, std::memory_order_release); }

private:
  std::atomic<bool> taken_{false};
};

class CompareLock {
public:
  void acquire() {
    int expected = 0;
    while (!state_.compare_exchange_weak(expected, 1)) {
      expected = 0;
    }
  }
  void release() { state_ = 0; }

private:
  std::atomic<int> state_{0};
};

// Reads before it tries.
class TestLock {
public:
  void lock() {
    for (;;) {
      if (!taken_.exchange(true, std::memory_order_acquire))
        return;
      while (taken_.load(std::memory_order_relaxed))
        std::this_thread::yield();
    }
  }
  bool try_lock() {
    return !taken_.load(std::memory_order_relaxed) &&
           !taken_.exchange(true, std::memory_order_acquire);
  }
  void unlock() { taken_.store(false, std::memory_order_release); }

private:
  std::atomic<bool> taken_ = false;
};

struct Tables {
  FlagLock flag;
  ExchangeLock exchange;
  CompareLock compare;
  TestLock test;
  std::binary_semaphore binary{1};
  std::counting_semaphore<1> counting{1};
  std::atomic_flag raw = ATOMIC_FLAG_INIT;
  std::map<int, int> ok_flag, ok_try, ok_exchange, ok_compare, ok_test;
  std::map<int, int> ok_binary, ok_counting, ok_raw, ok_test_try;
  std::map<int, int> bad_try, bad_after, bad_raw, bad_binary;

  void run(int key) {
    {
      std::lock_guard<FlagLock> held(flag);
      ok_flag[key] = 1;
    }
    if (flag.try_lock()) {
      ok_try[key] = 1;
      flag.unlock();
    } else {
      // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_try' is written
      bad_try[key] = 1;
    }
    exchange.lock();
    ok_exchange[key] = 1;
    exchange.unlock();
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_after' is written
    bad_after[key] = 1;
    compare.acquire();
    ok_compare[key] = 1;
    compare.release();
    {
      std::unique_lock<TestLock> held(test);
      ok_test[key] = 1;
    }
    if (std::unique_lock<TestLock> held(test, std::try_to_lock); held)
      ok_test_try[key] = 1;
    binary.acquire();
    ok_binary[key] = 1;
    binary.release();
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_binary' is written
    bad_binary[key] = 1;
    counting.acquire();
    ok_counting[key] = 1;
    counting.release();
    while (raw.test_and_set()) {
    }
    ok_raw[key] = 1;
    raw.clear();
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_raw' is written
    bad_raw[key] = 1;
  }
};

int main() {
  Tables tables;
  std::thread other([&tables] { tables.run(1); });
  tables.run(2);
  other.join();
}
