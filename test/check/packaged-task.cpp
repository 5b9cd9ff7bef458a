// Whoever has waited for a task's future comes after the task, whichever thread
// of a pool ran it.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'

#include <condition_variable>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <queue>
#include <thread>
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

int main() {
  Pool pool;
  std::map<int, int> awaited, forgotten;
  std::future<void> ok = pool.submit([&awaited] { awaited[1] = 1; });
  ok.get();
  awaited.erase(1);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'forgotten' is written here
  std::future<void> bad = pool.submit([&forgotten] { forgotten[1] = 1; });
  forgotten.erase(1);
  bad.get();
}
