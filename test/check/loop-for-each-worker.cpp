// Each worker has a thread that runs the tasks of its own queue: what these do
// to the worker itself they do one after the other, what they do to others not.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

class Loop {
public:
  void post(std::function<void()> task) {
    {
      std::lock_guard lock(mutex);
      queue.push_back(std::move(task));
    }
    changed.notify_one();
  }
  void run() {
    while (!over) {
      std::deque<std::function<void()>> todo;
      {
        std::unique_lock lock(mutex);
        changed.wait(lock, [this] { return !queue.empty(); });
        std::swap(todo, queue);
      }
      for (auto &task : todo)
        task();
    }
  }
  void stop() {
    post([this] { over = true; });
  }

private:
  std::mutex mutex;
  std::condition_variable changed;
  std::deque<std::function<void()>> queue;
  bool over = false;
};

std::map<int, int> shared;

class Worker {
public:
  Worker() : thread([this] { loop.run(); }) {}
  ~Worker() {
    loop.stop();
    thread.join();
  }
  void set(int key) {
    loop.post([this, key] {
      own[key] = 1; // ok
      // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'shared' is written here
      shared[key] = 1;
    });
  }

private:
  Loop loop;
  std::map<int, int> own;
  std::thread thread;
};

int main() {
  std::vector<std::unique_ptr<Worker>> workers;
  for (int i = 0; i < 3; ++i)
    workers.push_back(std::make_unique<Worker>());
  for (int i = 0; i < 9; ++i)
    for (auto &worker : workers)
      worker->set(i);
}
