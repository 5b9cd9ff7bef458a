// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: not %maprace check %s -- -std=c++20 -pthread | FileCheck %s '--implicit-check-not={{warning|error}}:'

// What a thread is given by reference is run where it is kept.
#include <functional>
#include <map>
#include <mutex>
#include <thread>

class Index {
public:
  void start() {
    task_ = [this] { fill(); };
    thread_ = std::thread(std::ref(task_));
  }
  int look(int key) { return rows_.count(key); }
  void stop() { thread_.join(); }

private:
  void fill() {
    for (int i = 0; i < 1000; ++i)
      // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Index::rows_' is written here without a lock, while another thread may read it
      rows_[i] = i;
  }
  std::map<int, int> rows_;
  std::function<void()> task_;
  std::thread thread_;
};

class Locked {
public:
  void start() {
    task_ = [this] { fill(); };
    thread_ = std::thread(std::ref(task_));
  }
  int look(int key) {
    std::lock_guard lock(mutex_);
    return rows_.count(key);
  }
  void stop() { thread_.join(); }

private:
  void fill() {
    for (int i = 0; i < 1000; ++i) {
      std::lock_guard lock(mutex_);
      rows_[i] = i;
    }
  }
  std::mutex mutex_;
  std::map<int, int> rows_;
  std::function<void()> task_;
  std::thread thread_;
};

int main() {
  Index index;
  Locked locked;
  index.start();
  locked.start();
  int sum = 0;
  for (int i = 0; i < 1000; ++i)
    sum += index.look(i) + locked.look(i);
  index.stop();
  locked.stop();
  return sum == 0;
}
