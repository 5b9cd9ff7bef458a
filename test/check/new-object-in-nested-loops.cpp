// An object that a loop makes for its thread is another one in each round of
// the loop around it, too.
// RUN: %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'
// CHECK: no findings

#include <map>
#include <thread>

struct Ticker {
  std::map<int, int> timers;
  void run() { timers.erase(1); }
  void start() { std::thread([this] { run(); }).detach(); }
};

static void startTwo() {
  for (int i = 0; i != 2; ++i) {
    auto *ticker = new Ticker;
    ticker->start();
  }
}

int main() {
  for (int i = 0; i != 2; ++i)
    startTwo();
}
