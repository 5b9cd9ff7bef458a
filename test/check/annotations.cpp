// What authors tell in annotations is believed.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'
#include <map>
#include <thread>

struct [[clang::annotate("maprace::thread_safe")]] ok_Concurrent {
  std::map<int, int> entries;
  void put(int key) { entries[key] = 1; }
};

struct [[clang::annotate("maprace::thread_safe")]] ok_OwnMap
    : std::map<int, int> {};

struct [[clang::annotate("maprace::single_threaded")]] ok_Confined {
  std::map<int, int> entries;
  void put(int key) { entries[key] = 1; }
};

struct bad_Plain {
  std::map<int, int> entries;
  // CHECK: annotations.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad_Plain::entries' is written here
  void put(int key) { entries[key] = 1; }
};

struct ok_Ignored {
  [[clang::annotate("maprace::ignore")]] std::map<int, int> entries;
};

[[clang::annotate("maprace::ignore")]] std::map<int, int> ok_global;
std::map<int, int> ok_onUiThread;

[[clang::annotate("maprace::single_threaded")]] void updateUi() {
  ok_onUiThread[1] = 1;
}

struct All {
  ok_Concurrent concurrent;
  ok_OwnMap own;
  ok_Confined confined;
  bad_Plain plain;
  ok_Ignored ignored;
  void run() {
    concurrent.put(1);
    concurrent.entries.clear();
    own[1] = 1;
    own.insert({2, 2});
    confined.put(1);
    plain.put(1);
    ignored.entries.clear();
    ok_global.clear();
    updateUi();
  }
};

int main() {
  All all;
  std::thread first([&] { all.run(); });
  std::thread second([&] { all.run(); });
  first.join();
  second.join();
}
// CHECK: maprace: 1 finding in 1 map, 2 suppressed
