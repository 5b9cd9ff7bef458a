// A guard of the user's own that keeps whether it got the lock.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'
#include <map>
#include <mutex>
#include <thread>

class TryGuard {
public:
  explicit TryGuard(std::mutex &m) : m(m), got(m.try_lock()) {}
  ~TryGuard() {
    if (got)
      m.unlock();
  }
  explicit operator bool() const { return got; }

private:
  std::mutex &m;
  bool got;
};

std::mutex mutex;
std::map<int, int> asked, unasked;

void ok_asked() {
  TryGuard guard(mutex);
  if (!guard)
    return;
  asked[1] = 1;
}
void ok_waits() {
  while (!mutex.try_lock())
    std::this_thread::yield();
  asked.erase(1);
  mutex.unlock();
}
void bad_unasked() {
  TryGuard guard(mutex);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'unasked' is written here
  unasked[1] = 1;
}
void all() {
  for (int i = 0; i < 9; ++i) {
    ok_asked();
    ok_waits();
    bad_unasked();
  }
}
int main() {
  std::thread a(all), b(all);
  a.join();
  b.join();
}
