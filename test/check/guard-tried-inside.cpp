// A guard that is tried, or taken, in a function that it was passed to.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'
#include <map>
#include <mutex>
#include <thread>

std::mutex mutex;
std::map<int, int> entered, given;

class Lock : public std::unique_lock<std::mutex> {
public:
  explicit Lock(std::mutex &m) : unique_lock(m, std::defer_lock) { enter(); }

private:
  void enter() {
    if (try_lock())
      return;
    lock();
  }
};

void attempt(std::unique_lock<std::mutex> &lock) {
  if (lock.try_lock())
    return;
  std::this_thread::yield();
}

void ok_entered() {
  Lock lock(mutex);
  entered[1] = 1;
}
void bad_attempt() {
  std::unique_lock<std::mutex> lock(mutex, std::defer_lock);
  attempt(lock);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'given' is written here
  given[1] = 1;
}
void all() {
  ok_entered();
  bad_attempt();
}
int main() {
  std::thread a(all), b(all);
  a.join();
  b.join();
}
