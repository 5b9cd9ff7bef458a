// Who sees a flag set comes after what came before it was set: an atomic at any
// time, a plain variable under a lock, a promise's value.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'
#include <atomic>
#include <condition_variable>
#include <future>
#include <map>
#include <mutex>
#include <thread>

std::atomic<bool> ready{false}, late{false}, loaded{false};
std::atomic_flag published;
bool plain = false, told = false;
std::mutex mutex;
std::condition_variable changed;
std::map<int, int> spun, awaited, waited, lazy, promised;
std::map<int, int> unordered, overtaken;

void ok_make() {
  spun[1] = 1;
  ready.store(true, std::memory_order_release);
  awaited[1] = 1;
  published.test_and_set();
  published.notify_all();
  waited[1] = 1;
  std::lock_guard<std::mutex> lock(mutex);
  told = true;
  changed.notify_all();
}
void ok_spin() {
  while (!ready.load(std::memory_order_acquire))
    std::this_thread::yield();
  spun.erase(1);
}
void ok_await() {
  published.wait(false);
  awaited.erase(1);
}
void ok_told() {
  {
    std::unique_lock<std::mutex> lock(mutex);
    changed.wait(lock, [] { return told; });
  }
  waited.erase(1);
}
int ok_once() {
  if (!loaded.load(std::memory_order_acquire)) {
    std::lock_guard<std::mutex> lock(mutex);
    if (!loaded.load(std::memory_order_relaxed)) {
      lazy[1] = 1;
      loaded.store(true, std::memory_order_release);
    }
  }
  return lazy.find(1)->second;
}

void bad_plain() {
  // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'unordered' is written here
  unordered[1] = 1;
  plain = true;
}
void bad_late() {
  for (int i = 0; i < 9; ++i) {
    // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'overtaken' is written here
    overtaken[i] = 1;
    late = true;
  }
}
void bad_reader() {
  while (!plain)
    ;
  unordered.erase(1);
  while (!late)
    ;
  overtaken.erase(1);
}

int main() {
  std::promise<void> promise;
  std::shared_future<void> future = promise.get_future().share();
  auto ok_reader = [future] {
    future.wait();
    return promised.size();
  };
  std::thread threads[] = {std::thread(ok_make),    std::thread(ok_spin),
                           std::thread(ok_await),   std::thread(ok_told),
                           std::thread(ok_once),    std::thread(ok_once),
                           std::thread(bad_plain),  std::thread(bad_late),
                           std::thread(bad_reader), std::thread(ok_reader)};
  promised[1] = 1;
  promise.set_value();
  for (std::thread &thread : threads)
    thread.join();
}
