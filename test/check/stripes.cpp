// A lock whose number is computed from that of the map guards it, if everybody
// computes it in one way; a number may also be given as such.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'
#include <array>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <vector>

using Map = std::unordered_map<int, int>;

class Wallets {
public:
  void put(std::size_t who, int key) {
    std::lock_guard lock(stripe(who));
    ok[who][key] = 1;
    // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Wallets::bad' is written here
    bad[who][key] = 1;
  }
  void ok_clear_one() {
    std::lock_guard lock(stripe(3));
    ok[3].clear();
  }
  // The next one has another lock.
  void bad_next(std::size_t who) {
    std::lock_guard lock(stripe(who + 1));
    bad[who].clear();
  }
  void ok_parallel(std::size_t i) {
    std::lock_guard lock(locks[i]);
    parallel[i][1] = 1;
    // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Wallets::first' is written here
    first[i][1] = 1;
  }
  void ok_parallel_first() {
    std::lock_guard lock(locks[0]);
    parallel[0].clear();
    first[1].clear();
  }

private:
  std::mutex &stripe(std::size_t who) { return stripes[who % 4]; }
  std::array<std::mutex, 4> stripes;
  std::array<std::mutex, 16> locks;
  std::array<Map, 16> ok, bad, parallel, first;
};

int main() {
  Wallets wallets;
  std::vector<std::thread> threads;
  for (int t = 0; t < 2; ++t)
    threads.emplace_back([&wallets] {
      for (std::size_t i = 0; i < 100; ++i) {
        wallets.put(i % 16, 1);
        wallets.ok_clear_one();
        wallets.bad_next(i % 15);
        wallets.ok_parallel(i % 16);
        wallets.ok_parallel_first();
      }
    });
  for (auto &thread : threads)
    thread.join();
}
