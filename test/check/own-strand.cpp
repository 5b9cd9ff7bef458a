// A strand of one's own hands a pool one step at a time, by a flag that tells
// whether a step is under way: what is posted to it runs one after the other.
// RUN: not %maprace check %s -- -std=c++20 -pthread | FileCheck %s '--implicit-check-not={{warning|error}}:'
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

using Task = std::function<void()>;

class Pool {
public:
  explicit Pool(int count) {
    for (int i = 0; i < count; ++i)
      threads_.emplace_back([this] { work(); });
  }
  ~Pool() {
    {
      std::scoped_lock lock(mutex_);
      quit_ = true;
    }
    changed_.notify_all();
    threads_.clear();
  }
  void run(Task task) {
    {
      std::scoped_lock lock(mutex_);
      tasks_.push_back(std::move(task));
    }
    changed_.notify_one();
  }

private:
  void work() {
    for (std::unique_lock lock(mutex_);;) {
      changed_.wait(lock, [this] { return quit_ || !tasks_.empty(); });
      if (tasks_.empty())
        return;
      Task task = std::move(tasks_.front());
      tasks_.pop_front();
      lock.unlock();
      task();
      lock.lock();
    }
  }
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Task> tasks_;
  bool quit_ = false;
  std::vector<std::jthread> threads_;
};

class Strand {
public:
  explicit Strand(Pool &pool) : pool_(pool) {}
  void post(Task task) {
    std::scoped_lock lock(mutex_);
    tasks_.push_back(std::move(task));
    if (!std::exchange(active_, true))
      pool_.run([this] { step(); });
  }

private:
  void step() {
    Task task;
    {
      std::scoped_lock lock(mutex_);
      task = std::move(tasks_.front());
      tasks_.pop_front();
    }
    task();
    std::scoped_lock lock(mutex_);
    if (tasks_.empty())
      active_ = false;
    else
      pool_.run([this] { step(); });
  }
  Pool &pool_;
  std::mutex mutex_;
  std::deque<Task> tasks_;
  bool active_ = false;
};

int main() {
  std::unordered_map<int, int> ok, bad;
  auto pool = std::make_unique<Pool>(3);
  Strand strand(*pool);
  std::vector<std::jthread> players;
  for (int p = 0; p < 3; ++p)
    players.emplace_back([&, p] {
      for (int i = 0; i < 60; ++i) {
        strand.post([&ok, p, i] { ok[p + i] += 1; });
        // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad' is written here
        pool->run([&bad, p, i] { bad[p + i] += 1; });
      }
    });
  players.clear();
  pool.reset();
}
