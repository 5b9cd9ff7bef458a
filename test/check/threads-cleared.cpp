// A container of threads that join when they end joins all of them when it is
// cleared; one of threads that do not, none, unless each is joined on the way.
// RUN: not %maprace check %s -- -std=c++20 -pthread | FileCheck %s '--implicit-check-not={{warning|error}}:'
#include <algorithm>
#include <list>
#include <map>
#include <ranges>
#include <span>
#include <thread>
#include <vector>

using Map = std::map<int, int>;
Map ok_local, ok_viewed, ok_spanned, ok_piped, ok_removed, ok_erased, bad_other, bad_asked;

struct Census {
  Map ok, early;
  std::vector<std::jthread> counters;
  void run() {
    for (int i = 0; i < 3; ++i)
      counters.emplace_back([this] {
        ok.find(1);
        early.find(1);
      });
    // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Census::early' is written here
    early.clear();
    stop();
    ok.clear();
  }
  void stop() { counters.clear(); }
};

void join_all(std::vector<std::thread> &threads) {
  std::ranges::for_each(threads | std::views::filter(&std::thread::joinable),
                        [](std::thread &t) { t.join(); });
}

std::vector<std::thread> reading(const Map &map) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i)
    threads.emplace_back([&map] { map.find(1); });
  return threads;
}

int main() {
  Census().run();

  std::vector<std::jthread> own;
  for (int i = 0; i < 3; ++i)
    own.emplace_back([] { ok_local.find(1); });
  own.clear();
  ok_local[1] = 1;

  std::vector<std::thread> viewed = reading(ok_viewed);
  join_all(viewed);
  ok_viewed[1] = 1;

  std::vector<std::thread> spanned = reading(ok_spanned);
  for (std::thread &t : std::span(spanned))
    t.join();
  ok_spanned[1] = 1;

  std::vector<std::thread> piped = reading(ok_piped);
  auto backwards = piped | std::views::reverse;
  for (std::thread &t : backwards)
    t.join();
  ok_piped[1] = 1;

  std::vector<std::thread> first = reading(bad_other), second;
  for (std::thread &t : second | std::views::reverse)
    t.join();
  // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad_other' is written here
  bad_other[1] = 1;
  for (std::thread &t : first)
    t.join();

  std::list<std::thread> removed;
  removed.emplace_back([] { ok_removed.find(1); });
  removed.emplace_back([] { ok_removed.find(2); });
  removed.remove_if([](std::thread &t) { return t.join(), true; });
  ok_removed[1] = 1;

  std::vector<std::thread> erased = reading(ok_erased);
  std::erase_if(erased, [](std::thread &t) {
    t.join();
    return true;
  });
  ok_erased[1] = 1;

  std::list<std::thread> asked;
  asked.emplace_back([] { bad_asked.find(1); });
  asked.remove_if([](std::thread &t) { return !t.joinable(); });
  // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad_asked' is written here
  bad_asked[1] = 1;
  for (std::thread &t : asked)
    t.join();
}
