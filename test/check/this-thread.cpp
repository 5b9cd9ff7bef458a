// What only the thread does that a variable names is as if locked: asserted, or
// asked before it is done at once.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'
#include <atomic>
#include <condition_variable>
#include <cstdlib>
#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

class Loop {
public:
  void run() {
    thread_ = std::this_thread::get_id();
    for (;;) {
      std::vector<std::function<void()>> tasks;
      {
        std::unique_lock<std::mutex> lock(mutex_);
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
  bool inThread() const { return thread_.load() == std::this_thread::get_id(); }
  void assertInThread() const {
    if (!inThread())
      std::abort();
  }
  void doInThread(std::function<void()> task) {
    if (inThread()) {
      task();
      return;
    }
    std::lock_guard<std::mutex> lock(mutex_);
    tasks_.push_back(std::move(task));
  }

private:
  std::atomic<std::thread::id> thread_{};
  std::mutex mutex_;
  std::vector<std::function<void()>> tasks_;
  bool quit_ = false;
};

struct Server {
  Loop &loop;
  std::map<int, int> asserted, asked, unasked;
  void ok_assert() {
    loop.assertInThread();
    asserted[1] = 1;
  }
  void open() {
    loop.doInThread([this] {
      ok_assert();
      asked[1] = 1;
    });
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Server::unasked' is written here
    unasked[1] = 1;
  }
};

int main() {
  Loop loop;
  Server server{loop, {}, {}, {}};
  std::thread runner([&] { loop.run(); });
  std::thread a([&] { server.open(); });
  std::thread b([&] { server.open(); });
  a.join();
  b.join();
  loop.quit();
  runner.join();
}
