// Tasks that a binder of the user's own makes: it keeps a member function and
// the wrapped address of an object. Such a task hands out the next one.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'

#include <atomic>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

using Task = std::function<void()>;

template <class T> struct Pointer {
  T *target;
  T *get() const { return target; }
};
template <class T> Pointer<T> unowned(T *target) { return {target}; }

template <class T, class Method> Task bound(Method method, Pointer<T> object) {
  return [method, object] { (object.get()->*method)(); };
}

class Pool {
public:
  Pool() {
    for (int i = 0; i < 3; ++i)
      workers_.emplace_back([this] { work(); });
  }
  void finish() {
    post([this] { over_ = true; });
    for (std::thread &worker : workers_)
      worker.join();
  }
  void post(Task task) {
    std::lock_guard lock(mutex_);
    tasks_.push_back(std::move(task));
  }

private:
  bool next(Task &task) {
    std::lock_guard lock(mutex_);
    if (tasks_.empty())
      return false;
    task = std::move(tasks_.front());
    tasks_.pop_front();
    return true;
  }
  void work() {
    Task task;
    while (!over_)
      if (next(task))
        task();
  }
  std::atomic<bool> over_ = false;
  std::mutex mutex_;
  std::deque<Task> tasks_;
  std::vector<std::thread> workers_;
};

class Fetcher {
public:
  explicit Fetcher(Pool &pool) : pool_(pool) {}
  void bad_fetch() {
    {
      std::lock_guard lock(mutex_);
      pending_[1] = 1;
    }
    pool_.post(bound(&Fetcher::bad_request, unowned(this)));
  }
  void ok_fetch() {
    {
      std::lock_guard lock(mutex_);
      locked_[1] = 1;
    }
    pool_.post(bound(&Fetcher::ok_request, unowned(this)));
  }

private:
  void bad_request() { pool_.post(bound(&Fetcher::bad_done, unowned(this))); }
  // CHECK: tasks-of-tasks.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'Fetcher::pending_' is written here without a lock
  void bad_done() { pending_.erase(1); }
  void ok_request() { pool_.post(bound(&Fetcher::ok_done, unowned(this))); }
  void ok_done() {
    std::lock_guard lock(mutex_);
    locked_.erase(1);
  }

  Pool &pool_;
  std::mutex mutex_;
  std::map<int, int> pending_, locked_;
};

int main() {
  Pool pool;
  Fetcher fetcher(pool);
  for (int i = 0; i < 1000; ++i) {
    fetcher.bad_fetch();
    fetcher.ok_fetch();
    std::this_thread::yield();
  }
  pool.finish();
}
