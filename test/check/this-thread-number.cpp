// The thread that a number names: by a function that keeps its answer in a variable of each thread's own, or by the
// system. What only that thread does is as if locked.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'
#include <atomic>
#include <cstdlib>
#include <functional>
#include <map>
#include <mutex>
#include <pthread.h>
#include <thread>
#include <vector>

namespace current {
extern thread_local int id;
void fetch();
inline int number() {
  if (id == 0)
    fetch();
  return id;
}
thread_local int id = 0;
std::mutex id_mutex;
int last_id = 0;
void fetch() {
  std::lock_guard<std::mutex> lock(id_mutex);
  id = ++last_id;
}
} // namespace current

class Loop {
public:
  Loop() : thread_(current::number()) {}
  void run() {
    mustBeIn();
    for (;;) {
      std::vector<std::function<void()>> tasks;
      {
        std::lock_guard<std::mutex> lock(mutex_);
        if (quit_)
          return;
        tasks.swap(tasks_);
      }
      for (auto &task : tasks)
        task();
    }
  }
  void quit() {
    std::lock_guard<std::mutex> lock(mutex_);
    quit_ = true;
  }
  bool isIn() const { return thread_ == current::number(); }
  void mustBeIn() {
    if (!isIn())
      std::abort();
  }
  void runIn(std::function<void()> task) {
    if (isIn()) {
      task();
    } else {
      std::lock_guard<std::mutex> lock(mutex_);
      tasks_.push_back(std::move(task));
    }
  }

private:
  const int thread_;
  std::mutex mutex_;
  std::vector<std::function<void()>> tasks_;
  bool quit_ = false;
};

struct Server {
  Loop &loop;
  std::map<int, int> channels, asserted, unasked;
  void ok_start() {
    loop.runIn([this] { channels[1] = 1; });
  }
  void ok_assert() {
    loop.mustBeIn();
    asserted[1] = 1;
  }
  void bad_start() {
    // CHECK: this-thread-number.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'Server::unasked' is written here
    unasked[1] = 1;
  }
};

// The owner is whoever came last; asked by the system's number.
class Owned {
public:
  void own() { owner_ = pthread_self(); }
  void ok_touch(int key) {
    if (owner_ == pthread_self())
      rows_[key] = 1;
  }
  void bad_touch(int key) {
    // CHECK: this-thread-number.cpp:[[#@LINE+2]]:{{[0-9]+}}: warning: 'Owned::others_' is written here
    if (owner_ != pthread_self())
      others_[key] = 1;
  }

private:
  std::atomic<pthread_t> owner_{};
  std::map<int, int> rows_, others_;
};

// A number of each thread's own that names no thread: both may be of the same generation.
thread_local int seen_generation = 0;
class Cache {
public:
  void bad_fill(int key) {
    // CHECK: this-thread-number.cpp:[[#@LINE+2]]:{{[0-9]+}}: warning: 'Cache::rows_' is written here
    if (generation_ == seen_generation)
      rows_[key] = 1;
  }

private:
  int generation_ = 0;
  std::map<int, int> rows_;
};

int main() {
  Loop loop;
  Server server{loop, {}, {}, {}};
  Owned owned;
  Cache cache;
  std::thread other([&] {
    server.ok_start();
    server.bad_start();
    owned.ok_touch(1);
    owned.bad_touch(1);
    cache.bad_fill(1);
    loop.quit();
  });
  std::thread third([&] { owned.bad_touch(3); });
  owned.own();
  server.ok_start();
  server.ok_assert();
  server.bad_start();
  owned.ok_touch(2);
  owned.bad_touch(2);
  cache.bad_fill(2);
  loop.run();
  other.join();
  third.join();
}
