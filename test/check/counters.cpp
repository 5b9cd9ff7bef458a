// Who sees a counter arrive comes after all who have counted; who brings it
// there is alone. A counter that has not arrived tells nothing.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'
#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <vector>

using Map = std::unordered_map<int, int>;
constexpr int Workers = 3;

std::mutex mutex;
std::condition_variable changed;

void run(auto work) {
  std::vector<std::thread> threads;
  for (int i = 0; i < Workers; ++i)
    threads.emplace_back(work, i);
  for (std::thread &thread : threads)
    thread.join();
}

struct Last {
  void ok_work(int i) {
    {
      std::lock_guard<std::mutex> lock(mutex);
      parts[i] = i;
    }
    if (left.fetch_sub(1) == 1) {
      result = parts;
      parts.clear();
    }
  }
  // The first to come may still be followed by others.
  void bad_work(int i) {
    {
      std::lock_guard<std::mutex> lock(mutex);
      // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Last::early' is written here
      early[i] = i;
    }
    if (begun++ == 0)
      early.clear();
  }
  std::atomic<int> left{Workers}, begun{0};
  Map parts, result, early;
};

struct Spin {
  void work(int i) {
    {
      std::lock_guard<std::mutex> lock(mutex);
      ok[i] = i;
      bad[i] = i;
    }
    ++done;
  }
  std::size_t look() {
    std::vector<std::thread> threads;
    for (int i = 0; i < Workers; ++i)
      threads.emplace_back([this, i] { work(i); });
    while (done.load() == 0)
      std::this_thread::yield();
    // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Spin::bad' is read here
    std::size_t size = bad.count(1);
    while (done.load() < Workers)
      std::this_thread::yield();
    size += ok.count(1);
    for (std::thread &thread : threads)
      thread.join();
    return size;
  }
  std::atomic<int> done{0};
  Map ok, bad;
};

struct Waits {
  void work(int i) {
    std::lock_guard<std::mutex> lock(mutex);
    map[i] = i;
    if (--left == 0)
      changed.notify_all();
  }
  std::size_t ok_look() {
    std::vector<std::thread> threads;
    for (int i = 0; i < Workers; ++i)
      threads.emplace_back([this, i] { work(i); });
    {
      std::unique_lock<std::mutex> lock(mutex);
      changed.wait(lock, [this] { return left == 0; });
    }
    std::size_t size = map.count(1);
    for (std::thread &thread : threads)
      thread.join();
    return size;
  }
  int left = Workers;
  Map map;
};

int main() {
  Last last;
  run([&](int i) { last.ok_work(i); });
  run([&](int i) { last.bad_work(i); });
  Spin().look();
  Waits().ok_look();
}
