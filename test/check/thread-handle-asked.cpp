// A loop runs a task at once if its own thread asks, which it knows by the
// handle of that thread: what is run so is never beside the thread's tasks.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'

#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

class Loop {
public:
  using Task = std::function<void()>;
  Loop() {
    thread_ = std::thread([this] { run(); });
  }
  void runInLoop(Task task) {
    if (std::this_thread::get_id() == thread_.get_id())
      return task();
    std::lock_guard lock(mutex_);
    tasks_.push_back(std::move(task));
  }
  void quit() {
    {
      std::lock_guard lock(mutex_);
      over_ = true;
    }
    thread_.join();
  }

private:
  void run() {
    for (bool over = false; !over;) {
      std::vector<Task> tasks;
      {
        std::lock_guard lock(mutex_);
        tasks.swap(tasks_);
        over = over_;
      }
      for (Task &task : tasks)
        task();
    }
  }
  std::mutex mutex_;
  std::vector<Task> tasks_;
  bool over_ = false;
  std::thread thread_;
};

class Server {
public:
  explicit Server(Loop *loop) : loop_(loop) {}
  void ok_connect(std::string peer) {
    loop_->runInLoop([this, peer] { connections_[peer] = 1; });
  }
  void ok_close(std::string peer) {
    loop_->runInLoop([this, peer] { connections_.erase(peer); });
  }
  void ok_login(std::string user) {
    loop_->runInLoop([this, user] { users_[user] = 1; });
  }
  // CHECK: thread-handle-asked.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'Server::users_' is written here without a lock
  void bad_logout(std::string user) { users_.erase(user); }

private:
  Loop *loop_;
  std::map<std::string, int> connections_, users_;
};

int main() {
  Loop loop;
  Server server(&loop);
  std::thread other([&server] {
    for (int i = 0; i < 1000; ++i) {
      server.ok_close(std::to_string(i));
      server.bad_logout(std::to_string(i));
    }
  });
  for (int i = 0; i < 1000; ++i) {
    server.ok_connect(std::to_string(i));
    server.ok_login(std::to_string(i));
  }
  other.join();
  loop.quit();
}
