// A function gives a pool task after task, and only its caller knows the pool's
// threads: two of the tasks may run at once, unless the one is waited for.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'

#include <array>
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
  explicit Pool(int n) {
    while (n-- > 0)
      workers.emplace_back(&Pool::work, this);
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
  void post(std::function<void()> task) {
    {
      std::lock_guard lock(mutex);
      tasks.push(std::move(task));
    }
    changed.notify_one();
  }
  template <class F> std::future<void> submit(F f) {
    auto task = std::make_shared<std::packaged_task<void()>>(std::move(f));
    std::future<void> result = task->get_future();
    post([task] { (*task)(); });
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

struct Shard {
  std::map<int, int> map;
};

class Front {
public:
  void badPost() {
    for (int i = 0; i < 3; ++i)
      // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Front::posted' is written here without a lock, and two threads may do so at once
      pool.post([this, i] { posted[i] = i; });
  }
  void badSubmit() {
    std::vector<std::future<void>> all;
    for (int i = 0; i < 3; ++i)
      // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Front::submitted' is written here without a lock, and two threads may do so at once
      all.push_back(pool.submit([this, i] { submitted[i] = i; }));
    for (auto &each : all)
      each.get();
  }
  void badOtherAwaited() {
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Front::half' is written here without a lock, while another thread may write it
    pool.post([this] { half[1] = 1; });
    pool.submit([] {}).get();
    pool.post([this] { half.clear(); });
  }
  void okWaited() {
    for (int i = 0; i < 3; ++i)
      pool.submit([this, i] { waited[i] = i; }).get();
    auto last = pool.submit([this] { waited.clear(); });
    last.wait();
  }
  void okWaitedAgain() {
    pool.submit([this] { waited.clear(); }).get();
  }
  void okLocked() {
    for (int i = 0; i < 3; ++i)
      pool.post([this, i] {
        std::lock_guard lock(mutex);
        locked[i] = i;
      });
  }
  void okEachItsOwn() {
    for (Shard &shard : shards)
      pool.post([&shard] { shard.map[1] = 1; });
    for (int i = 0; i < 3; ++i) {
      auto own = std::make_shared<Shard>();
      pool.post([own] { own->map[1] = 1; });
    }
  }

private:
  std::mutex mutex;
  std::map<int, int> posted, submitted, half, waited, locked;
  std::array<Shard, 4> shards;
  Pool pool{3};
};

int main() {
  Front front;
  front.badPost();
  front.badSubmit();
  front.badOtherAwaited();
  front.okWaited();
  front.okWaitedAgain();
  front.okLocked();
  front.okEachItsOwn();
}
