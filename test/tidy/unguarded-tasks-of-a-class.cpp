// RUN: %check_tidy %s
// A class whose own threads run what its functions give them: who calls these
// is not in sight, but that they are called is what they are for.
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

using Task = std::function<void()>;

class Spooler {
public:
  Spooler() {
    for (int i = 0; i < 2; ++i)
      workers_.emplace_back(&Spooler::serve, this);
  }
  ~Spooler();
  void print(const std::string &document) {
    std::lock_guard<std::mutex> lock(mutex_);
    queue_.push_back([this, document] {
      // CHECK: :[[#@LINE+1]]:7: warning: 'Spooler::bad_pages_' is written here without a lock, and two threads may do so at once [maprace-unguarded-access]
      bad_pages_[document] = 1;
      std::lock_guard<std::mutex> lock(pages_mutex_);
      ok_pages_[document] = 1;
    });
  }
  int ok_pagesOf(const std::string &document) {
    std::lock_guard<std::mutex> lock(pages_mutex_);
    return ok_pages_[document];
  }

private:
  void serve() {
    for (;;) {
      Task task;
      {
        std::unique_lock<std::mutex> lock(mutex_);
        if (queue_.empty())
          return;
        task = std::move(queue_.front());
        queue_.pop_front();
      }
      task();
    }
  }
  std::mutex mutex_, pages_mutex_;
  std::deque<Task> queue_;
  std::map<std::string, int> bad_pages_, ok_pages_;
  std::vector<std::thread> workers_;
};

// One thread runs all tasks, one after the other.
class Actor {
public:
  void start() {
    thread_ = std::thread([this] { run(); });
  }
  void put(int key) {
    post([this, key] {
      ok_own_[key] = 1;
      // CHECK: :[[#@LINE+1]]:7: warning: 'Actor::bad_seen_' is written here without a lock, while another thread may read it [maprace-unguarded-access]
      bad_seen_[key] = 1;
    });
  }
  void remove(int key) {
    post([this, key] { ok_own_.erase(key); });
  }
  bool seen(int key) const { return bad_seen_.count(key); }

private:
  void post(Task task) {
    std::lock_guard<std::mutex> lock(mutex_);
    queue_.push_back(std::move(task));
  }
  void run() {
    for (;;) {
      std::deque<Task> tasks;
      {
        std::lock_guard<std::mutex> lock(mutex_);
        tasks.swap(queue_);
      }
      for (Task &task : tasks)
        task();
    }
  }
  std::mutex mutex_;
  std::deque<Task> queue_;
  std::map<int, int> ok_own_, bad_seen_;
  std::thread thread_;
};
