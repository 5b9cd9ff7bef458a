// A lock of the user's own that knows its thread: whoever has it may enter
// again, under names that no model knows.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'
#include <atomic>
#include <mutex>
#include <thread>
#include <unordered_map>

class Reentrant {
public:
  void comeIn() {
    const auto self = std::this_thread::get_id();
    if (owner.load(std::memory_order_relaxed) == self) {
      ++depth;
      return;
    }
    inner.lock();
    owner.store(self, std::memory_order_relaxed);
    depth = 1;
  }
  void goOut() {
    if (--depth == 0) {
      owner.store(std::thread::id(), std::memory_order_relaxed);
      inner.unlock();
    }
  }

private:
  std::mutex inner;
  std::atomic<std::thread::id> owner{};
  unsigned depth = 0;
};

struct Inside {
  explicit Inside(Reentrant &lock) : lock(lock) { lock.comeIn(); }
  ~Inside() { lock.goOut(); }
  Reentrant &lock;
};

struct Devices {
  void ok_attach(int key) {
    Inside inside(lock);
    ok_detach(key);
    map[key] = 1;
  }
  void ok_detach(int key) {
    Inside inside(lock);
    map.erase(key);
  }
  // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Devices::bare' is written here
  void bad_attach(int key) { bare[key] = 1; }
  void bad_detach(int key) {
    Inside inside(lock);
    bare.erase(key);
  }
  Reentrant lock;
  std::unordered_map<int, int> map, bare;
};

int main() {
  Devices devices;
  std::thread a([&] {
    devices.ok_attach(1);
    devices.bad_attach(1);
  });
  std::thread b([&] {
    devices.ok_attach(2);
    devices.bad_detach(2);
  });
  a.join();
  b.join();
}
