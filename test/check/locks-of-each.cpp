// A loop that takes the lock of each element holds the locks of all when it is
// over; a lock of one element guards that one.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'
#include <array>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

struct Shard {
  std::mutex mutex;
  std::map<int, int> all, some, raw;
  std::unique_lock<std::mutex> lock() { return std::unique_lock(mutex); }
};

class Cache {
public:
  Cache() {
    for (auto &shard : shards)
      shard = std::make_unique<Shard>();
  }
  void set(int key) {
    Shard &shard = *shards[key % shards.size()];
    std::lock_guard lock(shard.mutex);
    shard.all[key] = 1;
    shard.some[key] = 1;
    shard.raw[key] = 1;
  }
  size_t ok_all() {
    std::vector<std::unique_lock<std::mutex>> locks;
    for (auto &shard : shards)
      locks.push_back(shard->lock());
    size_t size = 0;
    for (auto &shard : shards)
      size += shard->all.size();
    return size;
  }
  void ok_raw() {
    for (size_t i = 0; i < shards.size(); ++i)
      shards[i]->mutex.lock();
    for (auto &shard : shards)
      shard->raw.clear();
    for (size_t i = 0; i < shards.size(); ++i)
      shards[i]->mutex.unlock();
  }
  size_t bad_one() {
    std::vector<std::unique_lock<std::mutex>> locks;
    locks.push_back(shards[0]->lock());
    size_t size = 0;
    for (auto &shard : shards)
      // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Shard::some' is read here
      size += shard->some.size();
    return size;
  }

private:
  std::array<std::unique_ptr<Shard>, 8> shards;
};

int main() {
  Cache cache;
  std::thread thread([&cache] {
    for (int i = 0; i < 100; ++i)
      cache.set(i);
  });
  cache.ok_all();
  cache.ok_raw();
  cache.bad_one();
  thread.join();
}
