// A function gives tasks to a loop in a thread, goes on, and ends the loop.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'
// RUN: %if tsan %{ %clangxx -std=c++20 -pthread -fsanitize=thread -g %s -o %t %}
// RUN: %if tsan %{ not %t 2>&1 | FileCheck %s --check-prefix=TSAN %}
// TSAN: WARNING: ThreadSanitizer: data race

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <vector>

class Loop {
public:
  Loop() { thread = std::thread(&Loop::run, this); }
  void post(std::function<void()> task) {
    std::lock_guard<std::mutex> held(mutex);
    tasks.push_back(std::move(task));
    wake.notify_one();
  }
  void quit() {
    post([this] { quitting = true; });
    thread.join();
  }

private:
  void run() {
    while (!quitting) {
      std::vector<std::function<void()>> batch;
      {
        std::unique_lock<std::mutex> held(mutex);
        wake.wait(held, [this] { return !tasks.empty(); });
        batch.swap(tasks);
      }
      for (auto &task : batch)
        task();
    }
  }
  std::mutex mutex;
  std::condition_variable wake;
  std::vector<std::function<void()>> tasks;
  bool quitting = false;
  std::thread thread;
};

class Registry {
public:
  explicit Registry(Loop &loop) : loop(loop) {}
  void open(int key) {
    loop.post([this, key] {
      bad_windows[key] = 1;
      ok_posted[key] = 1;
      ok_after[key] = 1;
      ok_before[key] = 1;
    });
  }
  void close(int key) {
    // CHECK: ends-its-own-loop.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'Registry::bad_windows' is written here without a lock
    bad_windows.erase(key);
  }
  void shut(int key) {
    loop.post([this, key] { ok_posted.erase(key); });
  }
  void fill() { ok_before[0] = 1; }
  size_t left() { return ok_after.size(); }

private:
  Loop &loop;
  std::unordered_map<int, int> bad_windows, ok_posted, ok_after, ok_before;
};

class Application {
public:
  size_t run() {
    registry.fill();
    registry.open(1);
    registry.shut(1);
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    registry.close(1);
    loop.quit();
    return registry.left();
  }

private:
  Loop loop;
  Registry registry{loop};
};

int main() {
  auto application = std::make_unique<Application>();
  return application->run() == 0;
}
