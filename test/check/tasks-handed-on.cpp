// Tasks that are handed on to a pool one after the other run beside each other;
// who waits until all are done comes after them.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <vector>

class Jobs {
public:
  Jobs() {
    for (int i = 0; i < 3; ++i)
      workers.emplace_back(&Jobs::loop, this);
  }
  ~Jobs() {
    {
      std::lock_guard lock(mutex);
      quit = true;
    }
    wake.notify_all();
    for (auto &worker : workers)
      worker.join();
  }
  void submit(std::function<void()> job) {
    std::lock_guard lock(mutex);
    jobs.push_back(std::move(job));
    wake.notify_one();
  }
  void drain() {
    std::unique_lock lock(mutex);
    idle.wait(lock, [this] { return jobs.empty() && running == 0; });
  }

private:
  void loop() {
    std::unique_lock lock(mutex);
    for (;;) {
      wake.wait(lock, [this] { return quit || !jobs.empty(); });
      if (jobs.empty())
        return;
      auto job = std::move(jobs.front());
      jobs.pop_front();
      ++running;
      lock.unlock();
      job();
      lock.lock();
      if (--running == 0 && jobs.empty())
        idle.notify_all();
    }
  }
  std::mutex mutex;
  std::condition_variable wake, idle;
  std::deque<std::function<void()>> jobs;
  int running = 0;
  bool quit = false;
  std::vector<std::thread> workers;
};

int main() {
  std::unordered_map<int, int> ok, bad;
  Jobs jobs;
  for (int frame = 0; frame < 40; ++frame) {
    for (int list = 0; list < 8; ++list)
      // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad' is written here
      jobs.submit([&bad, list, frame] { bad[list * 64 + frame] = 1; });
    jobs.drain();
    jobs.submit([&ok, frame] { ok[frame] = 1; });
    jobs.drain();
    ok.erase(frame - 1);
  }
}
