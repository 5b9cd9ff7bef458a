// A pointer that leads nowhere: what is done to its object on the other way
// counts for both. That holds for the object that was tested only.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'
#include <map>
#include <memory>
#include <mutex>
#include <thread>

struct Guard {
  explicit Guard(std::mutex *m) : m(m) {
    if (m != nullptr)
      m->lock();
  }
  ~Guard() {
    if (m)
      m->unlock();
  }
  std::mutex *m;
};

class Worker {
public:
  ~Worker() { stop(); }
  void start() {
    thread = std::make_unique<std::thread>([this] { filled[1] = 1; });
  }
  void stop() {
    if (thread && thread->joinable())
      thread->join();
    thread.reset();
    filled.clear();
  }

private:
  std::unique_ptr<std::thread> thread;
  std::map<int, int> filled;
};

std::mutex mutex;
std::mutex *optional = &mutex;
int *chosen;
std::map<int, int> guarded, passed, unlocked, none;

void ok_guard() {
  Guard guard(&mutex);
  guarded[1] = 1;
}
void ok_pointer() {
  if (optional)
    optional->lock();
  passed[1] = 1;
  if (optional)
    optional->unlock();
}
void bad_other_pointer() {
  if (chosen)
    mutex.lock();
  // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'unlocked' is written here
  unlocked[1] = 1;
  if (chosen)
    mutex.unlock();
}
void bad_null() {
  Guard guard(nullptr);
  // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'none' is written here
  none[1] = 1;
}

void all() {
  ok_guard();
  ok_pointer();
  bad_other_pointer();
  bad_null();
}

int main() {
  Worker worker;
  worker.start();
  worker.stop();
  std::thread a(all), b(all);
  a.join();
  b.join();
}
