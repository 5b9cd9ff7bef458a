// A thread that joins the one before it comes after that, and so does whoever
// joins it.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'
#include <functional>
#include <future>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

using Map = std::unordered_map<int, int>;

void ok_one_after_the_other() {
  Map map;
  std::thread first([&] { map[1] = 1; });
  std::thread second([&, before = std::move(first)]() mutable {
    before.join();
    map[2] = 1;
  });
  std::thread third([&, before = std::move(second)]() mutable {
    before.join();
    map[3] = 1;
  });
  third.join();
  map[4] = 1;
}

void bad_writes_first() {
  Map map;
  // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'map' is written here
  std::thread first([&] { map[1] = 1; });
  std::thread second([&, before = std::move(first)]() mutable {
    map[2] = 1;
    before.join();
  });
  second.join();
}

void ok_futures() {
  Map map;
  std::future<void> last;
  for (int i = 0; i < 9; ++i)
    last = std::async(std::launch::async,
                      [&map, i, before = std::move(last)]() mutable {
                        if (before.valid())
                          before.get();
                        map[i] = 1;
                      });
  last.get();
  map.clear();
}

void ok_loop() {
  Map map;
  std::thread last;
  for (int i = 0; i < 9; ++i)
    last = std::thread([&map, i, before = std::move(last)]() mutable {
      if (before.joinable())
        before.join();
      map[i] = 1;
    });
  last.join();
  map.clear();
}

// Each joins the one before the last.
void bad_two_lanes() {
  Map map;
  std::vector<std::thread> lanes(2);
  for (int i = 0; i < 9; ++i)
    lanes[i % 2] =
        std::thread([&map, i, before = std::move(lanes[i % 2])]() mutable {
          if (before.joinable())
            before.join();
          // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'map' is written here
          map[i] = 1;
        });
  for (std::thread &lane : lanes)
    lane.join();
}

class Chain {
public:
  ~Chain() { last_.join(); }
  Chain &ok_then(std::function<void(Map &)> step) {
    last_ = std::thread(
        [this, step = std::move(step), before = std::move(last_)]() mutable {
          if (before.joinable())
            before.join();
          step(ok_map_);
          // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Chain::steps_' is written here
          steps_[1]++;
        });
    return *this;
  }
  void bad_meanwhile() {
    steps_[2]++;
  }

private:
  Map ok_map_, steps_;
  std::thread last_;
};

int main() {
  ok_one_after_the_other();
  bad_writes_first();
  ok_futures();
  ok_loop();
  bad_two_lanes();
  Chain chain, other;
  chain.ok_then([](Map &map) { map[1] = 1; }).ok_then([](Map &map) {
    map.erase(1);
  });
  other.ok_then([](Map &map) { map[2] = 2; });
  other.bad_meanwhile();
}
