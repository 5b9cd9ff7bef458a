// Guards that a function returns as a pair or a tuple hold their locks until it
// ends.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'
#include <mutex>
#include <thread>
#include <tuple>
#include <unordered_map>
#include <utility>

using Lock = std::unique_lock<std::mutex>;

struct Tower {
  std::mutex harbour, sea;
  std::unordered_map<int, int> ok, bad;
  std::tuple<Lock, Lock> both() {
    Lock one(harbour, std::defer_lock), two(sea, std::defer_lock);
    std::lock(one, two);
    return {std::move(one), std::move(two)};
  }
  std::pair<std::unordered_map<int, int> *, Lock> open() {
    Lock lock(harbour);
    return {&ok, std::move(lock)};
  }
  // Writers hold both, readers one of them.
  void ok_write(int key) {
    auto [one, two] = both();
    ok[key] = 1;
  }
  void ok_erase(int key) {
    const auto held = both();
    ok.erase(key);
  }
  bool ok_read(int key, bool from) {
    std::lock_guard lock(from ? sea : harbour);
    return ok.contains(key);
  }
  std::size_t ok_opened() {
    auto [map, lock] = open();
    return map->size();
  }
  void bad_unlocked(int key) {
    auto [one, two] = both();
    two.unlock();
    // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tower::bad' is written here
    bad[key] = 1;
  }
  bool bad_read(int key) {
    std::lock_guard lock(sea);
    return bad.contains(key);
  }
};

int main() {
  Tower tower;
  auto use = [&tower] {
    int found = 0;
    for (int i = 0; i < 9000; ++i) {
      tower.ok_write(i);
      tower.ok_erase(i);
      tower.ok_read(i, i % 2);
      tower.ok_opened();
      tower.bad_unlocked(i);
      found += tower.bad_read(i);
    }
    return found;
  };
  std::thread a(use), b(use);
  a.join();
  b.join();
}
