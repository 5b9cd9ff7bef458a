// Tasks wait in a queue before the threads come that take one each. An object
// that was made for one task is that task's own.
// RUN: not %maprace check %s -- -std=c++20 -pthread | FileCheck %s '--implicit-check-not={{warning|error}}:'
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

struct Own {
  void add(int n) { map[n] = n; }
  std::map<int, int> map;
};

struct One {
  void add(int n) {
    for (int i = 0; i < 1000; ++i)
      // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'One::map' is written here
      map[n + i] = n;
  }
  std::map<int, int> map;
};

struct Some {
  void add(int n) {
    for (int i = 0; i < 1000; ++i)
      // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Some::map' is written here
      map[n + i] = n;
  }
  std::map<int, int> map;
};

struct Twice {
  void add(int n) {
    for (int i = 0; i < 1000; ++i)
      // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Twice::map' is written here
      map[n + i] = n;
  }
  std::map<int, int> map;
};

class Crew {
public:
  void enqueue(std::function<void()> task) {
    std::lock_guard<std::mutex> lock(mutex_);
    queue_.push_back(std::move(task));
  }
  void run() {
    std::vector<std::thread> threads;
    for (int i = 0; i < 3; ++i)
      threads.emplace_back([this] {
        while (step()) {
        }
      });
    for (std::thread &t : threads)
      t.join();
  }

private:
  bool step() {
    std::function<void()> task;
    {
      std::lock_guard<std::mutex> lock(mutex_);
      if (queue_.empty())
        return false;
      task = std::move(queue_.front());
      queue_.pop_front();
    }
    task();
    return true;
  }
  std::mutex mutex_;
  std::deque<std::function<void()>> queue_;
};

int main() {
  Crew crew;
  auto one = std::make_shared<One>();
  std::vector<std::shared_ptr<Some>> some;
  for (int i = 0; i < 3; ++i)
    some.push_back(std::make_shared<Some>());
  for (int i = 0; i < 12; ++i) {
    auto own = std::make_shared<Own>();
    crew.enqueue([own, i] { own->add(i); });
    crew.enqueue([one, i] { one->add(i); });
    auto which = some[i % 3];
    crew.enqueue([which, i] { which->add(i); });
    auto twice = std::make_shared<Twice>();
    crew.enqueue([twice, i] { twice->add(i); });
    crew.enqueue([twice, i] { twice->add(-i); });
  }
  crew.run();
}
