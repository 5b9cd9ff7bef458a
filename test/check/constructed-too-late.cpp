// A member that is constructed after the thread that uses it was started.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'

#include <map>
#include <thread>

class Late {
public:
  Late() : worker_(&Late::run, this) {}
  ~Late() { worker_.join(); }

private:
  // CHECK: constructed-too-late.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'Late::map_' is written here without a lock
  void run() { map_[1] = 1; }
  std::thread worker_;
  // CHECK: constructed-too-late.cpp:[[#@LINE+1]]:{{[0-9]+}}: note: the other access: the construction of the map writes 'Late::map_' here
  std::map<int, int> map_;
};

class InTime {
public:
  InTime() : worker_(&InTime::run, this) {}
  ~InTime() { worker_.join(); }

private:
  void run() { map_[1] = 1; }
  std::map<int, int> map_;
  std::thread worker_;
};

int main() {
  Late late;
  InTime in_time;
}
