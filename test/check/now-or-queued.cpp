// A loop runs a callable at once if its own thread asks, or else keeps it for
// later: on both ways what the callable captured is known.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

using Task = std::function<void()>;

class Loop {
public:
  Loop() : thread_([this] { run(); }) {}
  ~Loop() {
    runInLoop([this] { over_ = true; });
    thread_.join();
  }
  void runInLoop(Task task) {
    if (std::this_thread::get_id() == owner_)
      task();
    else
      queue(std::move(task));
  }

private:
  void queue(Task task) {
    std::lock_guard lock(mutex_);
    tasks_.push_back(std::move(task));
  }
  void run() {
    owner_ = std::this_thread::get_id();
    while (!over_) {
      std::vector<Task> tasks;
      {
        std::lock_guard lock(mutex_);
        tasks.swap(tasks_);
      }
      for (const Task &task : tasks)
        task();
    }
  }
  std::atomic<std::thread::id> owner_;
  std::atomic<bool> over_ = false;
  std::mutex mutex_;
  std::vector<Task> tasks_;
  std::thread thread_;
};

using Callback = std::function<void(int)>;

class Server {
public:
  void onConnection(const Callback &callback) { callback_ = callback; }
  void accept(int id) {
    Callback callback = callback_;
    loops_[id % 2].runInLoop([callback, id] { callback(id); });
  }

private:
  Callback callback_;
  Loop loops_[2];
};

class Chat {
public:
  Chat() {
    server_.onConnection([this](int id) { connected(id); });
  }
  void accept(int id) {
    server_.accept(id);
    last_[0] = id; // by one thread only
  }

private:
  void connected(int id) {
    // CHECK: now-or-queued.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'Chat::rooms_' is written here
    rooms_[id] = id;
    std::lock_guard lock(mutex_);
    locked_[id] = id;
  }
  std::mutex mutex_;
  std::map<int, int> rooms_, locked_, last_;
  Server server_;
};

int main() {
  Chat chat;
  for (int i = 0; i < 1000; ++i)
    chat.accept(i);
}
