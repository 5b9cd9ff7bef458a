// Maps in pairs, tuples and variants bear the name of the member that they are
// in, and are told apart by their number or type.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'

#include <map>
#include <thread>
#include <tuple>
#include <utility>
#include <variant>

using Map = std::map<int, int>;

struct Store {
  std::pair<Map, Map> pair;
  std::pair<Map, Map> ok_pair;
  std::tuple<int, Map> tuple;
  std::tuple<Map, std::map<long, int>> ok_tuple;
  std::variant<int, Map> variant{Map()};
};

void worker(Store &s) {
  // CHECK: parts-of-library-types.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'Store::pair' is written here without a lock
  s.pair.first[1] = 1;
  s.ok_pair.first[1] = 1;
  // CHECK: parts-of-library-types.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'Store::tuple' is written here without a lock
  std::get<Map>(s.tuple)[1] = 1;
  std::get<0>(s.ok_tuple)[1] = 1;
  // CHECK: parts-of-library-types.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'Store::variant' is written here without a lock
  std::get<Map>(s.variant)[1] = 1;
}

int main() {
  Store s;
  std::thread t(worker, std::ref(s));
  auto &[first, second] = s.pair;
  first.erase(1);
  second.erase(1);
  s.ok_pair.second.erase(1);
  std::get<1>(s.tuple).erase(1);
  std::get<1>(s.ok_tuple).erase(1);
  if (Map *map = std::get_if<1>(&s.variant))
    map->erase(1);
  t.join();
}
