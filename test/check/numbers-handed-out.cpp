// A number that a counter hands out once is nobody else's: a slot of one's own.
// What is left of it by a division is not.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'
#include <array>
#include <atomic>
#include <thread>
#include <unordered_map>
#include <vector>

using Map = std::unordered_map<int, int>;

struct Slots {
  std::size_t attach() { return next.fetch_add(1); }
  void ok_add(std::size_t slot, int key) { ++own[slot][key]; }
  // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Slots::divided' is written here
  void bad_divided(std::size_t slot) { ++divided[slot][1]; }
  std::atomic<std::size_t> next{0};
  std::array<Map, 8> own, divided, looked;
};

void work(Slots &slots) {
  const std::size_t slot = slots.attach();
  slots.ok_add(slot, 1);
  slots.bad_divided(slots.next++ % 2);
  std::size_t look = slots.next.load();
  // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Slots::looked' is written here
  ++slots.looked[look % 8][1];
}

int main() {
  Slots slots;
  std::vector<Map> parts(100);
  std::atomic<std::size_t> todo{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] { work(slots); });
    threads.emplace_back([&] {
      for (;;) {
        std::size_t ok_part = todo.fetch_add(1);
        if (ok_part >= parts.size())
          return;
        parts[ok_part][1] = 1;
      }
    });
  }
  for (std::thread &thread : threads)
    thread.join();
}
