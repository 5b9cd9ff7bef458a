// Who gives a thread a task and goes on does so beside the task, although only
// a caller knows whose task it is.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'

#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

class Worker {
public:
  Worker() : thread_([this] { run(); }) {}
  ~Worker() {
    post({});
    thread_.join();
  }
  void post(std::function<void()> task) {
    std::lock_guard<std::mutex> held(mutex_);
    tasks_.push_back(std::move(task));
    more_.notify_one();
  }
  void wait() {
    std::unique_lock<std::mutex> held(mutex_);
    idle_.wait(held, [this] { return tasks_.empty() && !busy_; });
  }

private:
  void run() {
    while (true) {
      std::function<void()> task;
      {
        std::unique_lock<std::mutex> held(mutex_);
        more_.wait(held, [this] { return !tasks_.empty(); });
        task = std::move(tasks_.front());
        tasks_.pop_front();
        busy_ = true;
      }
      if (!task)
        return;
      task();
      std::lock_guard<std::mutex> held(mutex_);
      busy_ = false;
      idle_.notify_all();
    }
  }
  std::mutex mutex_;
  std::condition_variable more_, idle_;
  bool busy_ = false;
  std::deque<std::function<void()>> tasks_;
  std::thread thread_;
};

class Service {
public:
  void bad_went_on() {
    ok_before_[1] = 1;
    worker_.post([this] {
      // CHECK: given-and-gone-on.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'Service::bad_after_' is written here without a lock
      bad_after_[1] = 1;
      ok_before_[2] = 2;
      std::lock_guard<std::mutex> held(mutex_);
      ok_locked_[1] = 1;
    });
    bad_after_.find(1);
    std::lock_guard<std::mutex> held(mutex_);
    ok_locked_.find(1);
  }
  void bad_by_helper() {
    ask();
    bad_later_.size();
  }
  int ok_waited() {
    auto done = std::make_shared<std::promise<void>>();
    worker_.post([this, done] {
      ok_answer_[1] = 1;
      done->set_value();
    });
    done->get_future().wait();
    return ok_answer_[1];
  }
  void ok_idle() {
    worker_.post([this] { ok_idle_[1] = 1; });
    worker_.wait();
    ok_idle_.clear();
  }

private:
  void ask() {
    worker_.post([this] {
      // CHECK: given-and-gone-on.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'Service::bad_later_' is written here without a lock
      bad_later_[1] = 1;
    });
  }
  std::mutex mutex_;
  std::map<int, int> bad_after_, bad_later_, ok_before_, ok_locked_, ok_answer_;
  std::map<int, int> ok_idle_;
  Worker worker_;
};

// One function gives the task, another waits until the worker is idle.
class Report {
public:
  Report(Worker &worker, Worker &other) : worker_(worker), other_(other) {}
  void fill() {
    worker_.post([this] {
      ok_lines_[1] = 1;
      // CHECK: given-and-gone-on.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'Report::bad_lines_' is written here without a lock
      bad_lines_[1] = 1;
    });
  }
  void ok_finish() {
    worker_.wait();
    ok_lines_.clear();
  }
  void bad_finish() {
    other_.wait();
    bad_lines_.clear();
  }

private:
  Worker &worker_, &other_;
  std::map<int, int> ok_lines_, bad_lines_;
};

int main() {
  Service service;
  service.bad_went_on();
  Service other;
  other.bad_by_helper();
  Service last;
  last.ok_waited();
  last.ok_idle();
  last.ok_idle();
  Worker one, two;
  Report report(one, two);
  report.fill();
  report.bad_finish();
  report.ok_finish();
}
