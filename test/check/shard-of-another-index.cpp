// Shards are told apart by the index that they are looked up by, also if it is
// taken modulo their number.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'

#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

struct Shard {
  void put(int key) {
    std::lock_guard<std::mutex> held(mutex);
    bad_rows[key] = 1;
    ok_rows[key] = 1;
  }
  void move(int key, Shard &target) {
    {
      std::lock_guard<std::mutex> held(mutex);
      // CHECK: shard-of-another-index.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'Shard::bad_rows' is written here
      target.bad_rows[key] = 1;
      ok_rows.erase(key);
    }
    target.put(key);
  }
  std::mutex mutex;
  std::map<int, int> bad_rows, ok_rows;
};

class Store {
public:
  explicit Store(int number) {
    for (int i = 0; i < number; ++i)
      shards_.push_back(std::make_unique<Shard>());
  }
  Shard &shard(std::size_t i) { return *shards_[i % shards_.size()]; }

private:
  std::vector<std::unique_ptr<Shard>> shards_;
};

int main() {
  Store store(2);
  std::thread balancer([&] { store.shard(0).move(1, store.shard(1)); });
  std::thread client([&] { store.shard(1).put(2); });
  balancer.join();
  client.join();
}
