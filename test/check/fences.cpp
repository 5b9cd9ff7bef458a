// A fence makes a relaxed store before which it stands, or a relaxed load after
// which it stands, order what is around them.
// RUN: not %maprace check %s -- -std=c++20 -pthread | FileCheck %s '--implicit-check-not={{warning|error}}:'
#include <atomic>
#include <thread>
#include <unordered_map>

using Map = std::unordered_map<int, int>;

Map ok_both, ok_reader, bad_writer, bad_reader, bad_early;
std::atomic<bool> both{false}, reader{false}, writer{false}, none{false};
std::atomic<bool> early{false};

void fences() {
  ok_both[1] = 1;
  std::atomic_thread_fence(std::memory_order_release);
  both.store(true, std::memory_order_relaxed);
}
void release() {
  ok_reader[1] = 1;
  reader.store(true, std::memory_order_release);
  // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad_writer' is written here
  bad_writer[1] = 1;
  writer.store(true, std::memory_order_relaxed);
  std::atomic_thread_fence(std::memory_order_release);
}
void relaxed() {
  // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad_reader' is written here
  bad_reader[1] = 1;
  none.store(true, std::memory_order_release);
  // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad_early' is written here
  bad_early[1] = 1;
  early.store(true, std::memory_order_release);
}

void read() {
  while (!both.load(std::memory_order_relaxed))
    std::this_thread::yield();
  std::atomic_thread_fence(std::memory_order_acquire);
  ok_both.erase(1);
}
void read_all() {
  while (!reader.load(std::memory_order_relaxed))
    std::this_thread::yield();
  while (!writer.load(std::memory_order_relaxed))
    std::this_thread::yield();
  std::atomic_thread_fence(std::memory_order_acquire);
  ok_reader.erase(1);
  bad_writer.erase(1);
}
void read_relaxed() {
  std::atomic_thread_fence(std::memory_order_acquire);
  while (!early.load(std::memory_order_relaxed))
    std::this_thread::yield();
  bad_early.erase(1);
}
void read_none() {
  while (!none.load(std::memory_order_relaxed))
    std::this_thread::yield();
  bad_reader.erase(1);
}

int main() {
  std::thread writing([] { fences(), release(), relaxed(); });
  std::thread reading([] { read(), read_all(), read_none(), read_relaxed(); });
  writing.join();
  reading.join();
}
