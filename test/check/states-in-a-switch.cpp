// A switch over a state that threads tell each other by: several cases may lead
// to one place, and all but some.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'
#include <atomic>
#include <thread>
#include <unordered_map>

using Map = std::unordered_map<int, int>;
enum class Phase { Cold, Loading, Serving, Draining };

struct Hosts {
  bool ok_load() {
    Phase cold = Phase::Cold;
    if (!phase.compare_exchange_strong(cold, Phase::Loading))
      return false;
    roots[1] = 1;
    phase.store(Phase::Serving);
    return true;
  }
  std::size_t ok_get() const {
    switch (phase.load()) {
    case Phase::Serving:
    case Phase::Draining:
      return roots.count(1);
    default:
      return 0;
    }
  }
  void drain() { phase.store(Phase::Draining); }
  std::atomic<Phase> phase{Phase::Cold};
  Map roots;
};

struct Config {
  void ok_load() {
    map[1] = 1;
    phase.store(Phase::Serving);
  }
  std::size_t ok_get() const {
    switch (phase.load()) {
    case Phase::Cold:
      return 0;
    default:
      break;
    }
    return map.count(1);
  }
  std::atomic<Phase> phase{Phase::Cold};
  Map map;
};

// Loading comes before the map is filled.
struct Early {
  void bad_load() {
    phase.store(Phase::Loading);
    // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Early::roots' is written here
    roots[1] = 1;
    phase.store(Phase::Serving);
  }
  std::size_t bad_get() const {
    switch (phase.load()) {
    case Phase::Loading:
    case Phase::Serving:
      return roots.count(1);
    default:
      return 0;
    }
  }
  std::atomic<Phase> phase{Phase::Cold};
  Map roots;
};

// The case before goes on into this one.
struct Falls {
  void bad_load() {
    // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Falls::roots' is written here
    roots[1] = 1;
    phase.store(Phase::Serving);
  }
  std::size_t bad_get() {
    switch (phase.load()) {
    case Phase::Cold:
      ++waited;
      [[fallthrough]];
    case Phase::Serving:
      return roots.count(1);
    default:
      return 0;
    }
  }
  std::atomic<Phase> phase{Phase::Cold};
  std::atomic<int> waited{0};
  Map roots;
};

int main() {
  Hosts hosts;
  Config config;
  Early early;
  Falls falls;
  std::thread load([&] {
    hosts.ok_load();
    hosts.drain();
    config.ok_load();
    early.bad_load();
    falls.bad_load();
  });
  std::thread get([&] {
    hosts.ok_get();
    config.ok_get();
    early.bad_get();
    falls.bad_get();
  });
  load.join();
  get.join();
}
