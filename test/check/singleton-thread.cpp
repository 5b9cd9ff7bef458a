// What a singleton's constructor makes and starts is there once, whoever asks for the singleton first.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'

#include <map>
#include <thread>

class ok_Logger {
public:
  static ok_Logger &instance() {
    static ok_Logger logger;
    return logger;
  }
  void log(int) {}

private:
  ok_Logger() : thread_([this] { run(); }) {}
  ~ok_Logger() { thread_.join(); }
  void run() { counts_[0]++; } // one thread only
  std::map<int, int> counts_;
  std::thread thread_;
};

class bad_Collector {
public:
  // CHECK: singleton-thread.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad_Collector::runs_' is written here without a lock
  void record(int program) { runs_[program]++; }
  static bad_Collector *get() {
    static bad_Collector *collector = new bad_Collector;
    return collector;
  }

private:
  std::map<int, int> runs_;
};

void device(int program) {
  ok_Logger::instance().log(1);
  bad_Collector::get()->record(program);
}

int main() {
  std::thread first(device, 1), second(device, 2);
  ok_Logger::instance().log(2);
  ok_Logger::instance().log(3);
  first.join();
  second.join();
}
