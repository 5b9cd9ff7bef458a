// Objects that workers take out of a queue to call a virtual function of: what
// the object is known by where it was put counts, and what is in it is the
// worker's own.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'

#include <map>
#include <memory>
#include <mutex>
#include <queue>
#include <thread>
#include <vector>

struct Job {
  virtual ~Job() = default;
  virtual void run() = 0;
};

class Queue {
public:
  void push(std::shared_ptr<Job> job) {
    std::lock_guard<std::mutex> held(mutex_);
    jobs_.push(job);
  }
  std::shared_ptr<Job> pop() {
    std::lock_guard<std::mutex> held(mutex_);
    if (jobs_.empty())
      return nullptr;
    auto job = jobs_.front();
    jobs_.pop();
    return job;
  }

private:
  std::mutex mutex_;
  std::queue<std::shared_ptr<Job>> jobs_;
};

struct Sink {
  std::mutex mutex;
  std::map<int, int> bad_done, ok_done;
};

struct Mark : Job {
  Mark(Sink *sink, int key) : sink(sink), key(key) {}
  void run() override {
    ok_own[key] = 1;
    // CHECK: commands-taken-from-a-queue.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'Sink::bad_done' is written here without a lock
    sink->bad_done[key] = 1;
    std::lock_guard<std::mutex> held(sink->mutex);
    sink->ok_done[key] = 1;
  }
  Sink *sink;
  int key;
  std::map<int, int> ok_own;
};

int main() {
  Queue queue;
  Sink sink;
  for (int i = 0; i < 400; ++i)
    queue.push(std::make_shared<Mark>(&sink, i));
  std::vector<std::thread> workers;
  for (int i = 0; i < 3; ++i)
    workers.emplace_back([&queue] {
      while (auto job = queue.pop())
        job->run();
    });
  for (std::thread &worker : workers)
    worker.join();
  return sink.bad_done.size();
}
