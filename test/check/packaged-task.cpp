// Whoever has waited for a task's future comes after the task, whichever thread
// of a pool ran it.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'

#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <queue>
#include <thread>
#include <unordered_map>
#include <vector>

class Pool {
public:
  Pool() {
    for (int i = 0; i < 3; ++i)
      workers.emplace_back([this] { work(); });
  }
  ~Pool() {
    {
      std::lock_guard lock(mutex);
      stop = true;
    }
    changed.notify_all();
    for (std::thread &worker : workers)
      worker.join();
  }
  template <class F> std::future<void> submit(F f) {
    auto task = std::make_shared<std::packaged_task<void()>>(std::move(f));
    std::future<void> result = task->get_future();
    {
      std::lock_guard lock(mutex);
      tasks.emplace([task] { (*task)(); });
    }
    changed.notify_one();
    return result;
  }

private:
  void work() {
    for (;;) {
      std::function<void()> task;
      {
        std::unique_lock lock(mutex);
        changed.wait(lock, [this] { return stop || !tasks.empty(); });
        if (tasks.empty())
          return;
        task = std::move(tasks.front());
        tasks.pop();
      }
      task();
    }
  }
  std::mutex mutex;
  std::condition_variable changed;
  std::queue<std::function<void()>> tasks;
  bool stop = false;
  std::vector<std::thread> workers;
};

// One thread that runs the tasks themselves from a queue.
class Worker {
public:
  Worker() : thread([this](std::stop_token stop) { work(stop); }) {}
  std::future<int> submit(std::function<int()> f) {
    std::packaged_task<int()> task(std::move(f));
    auto result = task.get_future();
    std::lock_guard lock(mutex);
    tasks.push_back(std::move(task));
    changed.notify_one();
    return result;
  }

private:
  void work(std::stop_token stop) {
    std::unique_lock lock(mutex);
    while (changed.wait(lock, stop, [this] { return !tasks.empty(); })) {
      auto task = std::move(tasks.front());
      tasks.pop_front();
      lock.unlock();
      task();
      lock.lock();
    }
  }
  std::mutex mutex;
  std::condition_variable_any changed;
  std::deque<std::packaged_task<int()>> tasks;
  std::jthread thread;
};

struct Console {
  int ok_set(int key) {
    ok[key] = 0;
    return worker.submit([this, key] { return ++ok[key]; }).get();
  }
  int ok_size() {
    auto size = worker.submit([this] { return int(ok.size()); });
    size.wait();
    ok.clear();
    return size.get();
  }
  void bad_set(int key) {
    // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Console::bad' is written here
    auto first = worker.submit([this, key] { return ++bad[key]; });
    auto last = worker.submit([] { return 0; });
    bad.erase(key - 1);
    last.get();
  }
  std::unordered_map<int, int> ok, bad;
  Worker worker;
};

void one_worker() {
  Console console;
  for (int i = 0; i < 100; ++i) {
    console.ok_set(i);
    console.ok_size();
    console.bad_set(i);
  }
}

int main() {
  one_worker();
  Pool pool;
  std::map<int, int> awaited, forgotten;
  std::future<void> ok = pool.submit([&awaited] { awaited[1] = 1; });
  ok.get();
  awaited.erase(1);
  // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'forgotten' is written here
  std::future<void> bad = pool.submit([&forgotten] { forgotten[1] = 1; });
  forgotten.erase(1);
  bad.get();
}
