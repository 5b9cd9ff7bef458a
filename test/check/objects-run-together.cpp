// Objects that a function is given in a container run in a thread each until
// it returns. What they share races, what each has for itself does not.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'

#include <map>
#include <mutex>
#include <thread>
#include <vector>

std::mutex mutex;
std::map<int, int> shared, locked;

class Task {
public:
  virtual ~Task() = default;
  virtual void run() = 0;
};

class Adds : public Task {
public:
  void run() override {
    for (int i = 0; i < 1000; ++i) {
      // CHECK-DAG: objects-run-together.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'shared' is written here without a lock
      shared[i] = i;
      own_[i] = i;
      std::lock_guard lock(mutex);
      locked[i] = i;
    }
  }

private:
  std::map<int, int> own_;
};

class Removes : public Task {
public:
  void run() override {
    for (int i = 0; i < 1000; ++i) {
      // CHECK-DAG: objects-run-together.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'shared' is written here without a lock
      shared.erase(i);
      own_[i] = i;
      std::lock_guard lock(mutex);
      locked.erase(i);
    }
  }

private:
  std::map<int, int> own_;
};

void runAll(const std::vector<Task *> &tasks) {
  std::vector<std::thread> threads;
  for (Task *task : tasks)
    threads.emplace_back([task] { task->run(); });
  for (std::thread &thread : threads)
    thread.join();
}

class Counter {
public:
  void count() { counts_[1] = 1; }

private:
  std::map<int, int> counts_;
};

void countAll(const std::vector<Counter *> &counters) {
  std::vector<std::thread> threads;
  for (Counter *counter : counters)
    threads.emplace_back(&Counter::count, counter);
  for (std::thread &thread : threads)
    thread.join();
}

int main() {
  Adds adds, more;
  Removes removes;
  runAll({&adds, &more, &removes});
  Counter one, other;
  countAll({&one, &other});
  shared.clear(); // after all
}
