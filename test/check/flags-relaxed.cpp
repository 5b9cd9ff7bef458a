// A relaxed load or store of an atomic orders nothing else, except under a lock
// like any other variable.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'
// RUN: %if tsan %{ %clangxx -std=c++20 -pthread -fsanitize=thread -g %s -o %t %}
// RUN: %if tsan %{ not %t 2>&1 | FileCheck %s --check-prefix=TSAN %}
// TSAN: WARNING: ThreadSanitizer: data race

#include <atomic>
#include <mutex>
#include <thread>
#include <unordered_map>

using Map = std::unordered_map<int, int>;

std::mutex mutex;
Map bad_load, bad_store, bad_lazy, ok_filled, ok_locked, ok_lazy;
std::atomic<bool> loaded{false}, stored{false}, filled{false}, locked{false};
std::atomic<bool> lazy{false}, hasty{false};

void fill() {
  // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad_load' is written here
  bad_load[1] = 1;
  loaded.store(true, std::memory_order_release);
  // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad_store' is written here
  bad_store[1] = 1;
  stored.store(true, std::memory_order_relaxed);
  ok_filled[1] = 1;
  filled.store(true, std::memory_order_release);
  ok_locked[1] = 1;
  std::lock_guard<std::mutex> held(mutex);
  locked.store(true, std::memory_order_relaxed);
}

void use() {
  while (!loaded.load(std::memory_order_relaxed))
    std::this_thread::yield();
  bad_load.erase(1);
  while (!stored.load(std::memory_order_acquire))
    std::this_thread::yield();
  bad_store.erase(1);
  while (!filled.load(std::memory_order_acquire))
    std::this_thread::yield();
  ok_filled.erase(1);
  std::lock_guard<std::mutex> held(mutex);
  if (locked.load(std::memory_order_relaxed))
    ok_locked.erase(1);
}

size_t once() {
  if (!lazy.load(std::memory_order_acquire)) {
    std::lock_guard<std::mutex> held(mutex);
    if (!lazy.load(std::memory_order_relaxed)) {
      ok_lazy[1] = 1;
      lazy.store(true, std::memory_order_release);
    }
  }
  if (!hasty.load(std::memory_order_relaxed)) {
    std::lock_guard<std::mutex> held(mutex);
    if (!hasty.load(std::memory_order_relaxed)) {
      bad_lazy[1] = 1;
      hasty.store(true, std::memory_order_release);
    }
  }
  // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad_lazy' is read here
  return ok_lazy.count(1) + bad_lazy.count(1);
}

int main() {
  std::thread one([] { fill(), once(); });
  std::thread two([] { use(), once(); });
  one.join();
  two.join();
}
