// A flag that is claimed under a lock and cleared by the task that was started
// for it: the task has it all the while, so one task runs at a time.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <vector>

using Map = std::unordered_map<int, int>;

class Pool {
public:
  explicit Pool(int count) {
    for (int i = 0; i < count; ++i)
      threads.emplace_back([this] { work(); });
  }
  void finish() {
    {
      std::lock_guard<std::mutex> lock(mutex);
      stop = true;
    }
    changed.notify_all();
    for (std::thread &thread : threads)
      thread.join();
  }
  void post(std::function<void()> task) {
    std::lock_guard<std::mutex> lock(mutex);
    tasks.push_back(std::move(task));
    changed.notify_one();
  }

private:
  void work() {
    std::unique_lock<std::mutex> lock(mutex);
    for (;;) {
      changed.wait(lock, [this] { return stop || !tasks.empty(); });
      if (tasks.empty())
        return;
      std::function<void()> task = std::move(tasks.front());
      tasks.pop_front();
      lock.unlock();
      task();
      lock.lock();
    }
  }
  std::mutex mutex;
  std::condition_variable changed;
  std::deque<std::function<void()>> tasks;
  bool stop = false;
  std::vector<std::thread> threads;
};

class Strand {
public:
  explicit Strand(Pool &pool) : pool(pool) {}
  void ok_post(std::function<void()> task) {
    bool start = false;
    {
      std::lock_guard<std::mutex> lock(mutex);
      tasks.push_back(std::move(task));
      if (!active)
        start = active = true;
    }
    if (start)
      pool.post([this] { drain(); });
  }

private:
  void drain() {
    for (;;) {
      std::function<void()> task;
      {
        std::lock_guard<std::mutex> lock(mutex);
        if (tasks.empty()) {
          active = false;
          return;
        }
        task = std::move(tasks.front());
        tasks.pop_front();
      }
      task();
    }
  }
  Pool &pool;
  std::mutex mutex;
  std::deque<std::function<void()>> tasks;
  bool active = false;
};

// Nobody claims anything: two tasks run at once.
class Queue {
public:
  explicit Queue(Pool &pool) : pool(pool) {}
  void bad_post(std::function<void()> task) {
    {
      std::lock_guard<std::mutex> lock(mutex);
      tasks.push_back(std::move(task));
    }
    pool.post([this] { drain(); });
  }

private:
  void drain() {
    for (;;) {
      std::function<void()> task;
      {
        std::lock_guard<std::mutex> lock(mutex);
        if (tasks.empty())
          return;
        task = std::move(tasks.front());
        tasks.pop_front();
      }
      task();
    }
  }
  Pool &pool;
  std::mutex mutex;
  std::deque<std::function<void()>> tasks;
};

int main() {
  Map one, two;
  Pool pool(2);
  Strand strand(pool);
  Queue queue(pool);
  for (int i = 0; i < 200; ++i) {
    strand.ok_post([&one, i] { ++one[i % 7]; });
    // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'two' is written here
    queue.bad_post([&two, i] { ++two[i % 7]; });
  }
  pool.finish();
}
