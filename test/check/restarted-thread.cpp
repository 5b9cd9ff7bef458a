// One handle keeps one thread at a time: those that two functions start in it
// come one after the other.
// RUN: split-file %s %t
// RUN: not %maprace check %t/a.cpp -- -std=c++20 -pthread -I %t | FileCheck %t/a.cpp '--implicit-check-not={{warning|error}}:'

//--- a.h
#include <list>
#include <map>
#include <thread>

struct InTurn {
  std::map<int, int> seen;
  std::thread thread;
  void start();
  void restart();
  ~InTurn();
};
struct Beside {
  std::map<int, int> seen;
  std::thread first, second;
  void startFirst();
  void startSecond();
  ~Beside();
};
struct Detached {
  std::map<int, int> seen;
  std::thread thread;
  void start();
  void startMore();
};
struct Listed {
  std::map<int, int> seen;
  std::list<std::thread> threads;
  void start();
  void startMore();
  ~Listed();
};

//--- a.cpp
#include "a.h"

void InTurn::start() {
  thread = std::thread([this] { seen[1] = 1; });
}
void InTurn::restart() {
  thread.join();
  thread = std::thread([this] { seen[2] = 2; });
}
InTurn::~InTurn() { thread.join(); }

void Beside::startFirst() {
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Beside::seen' is written here
  first = std::thread([this] { seen[1] = 1; });
}
void Beside::startSecond() {
  second = std::thread([this] { seen[2] = 2; });
}
Beside::~Beside() {
  first.join();
  second.join();
}

void Detached::start() {
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Detached::seen' is written here
  thread = std::thread([this] { seen[1] = 1; });
  thread.detach();
}
void Detached::startMore() {
  thread = std::thread([this] { seen[2] = 2; });
  thread.detach();
}

void Listed::start() {
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Listed::seen' is written here
  threads.emplace_back([this] { seen[1] = 1; });
}
void Listed::startMore() {
  threads.emplace_back([this] { seen[2] = 2; });
}
Listed::~Listed() {
  for (std::thread &each : threads)
    each.join();
}
