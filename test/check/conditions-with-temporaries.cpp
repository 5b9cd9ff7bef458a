// A condition with temporaries tells of a lock as well as one without.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'
#include <chrono>
#include <map>
#include <mutex>
#include <thread>

std::timed_mutex mutex;
std::map<int, int> both, either, negated, wrong;

using Wait = std::chrono::milliseconds;

void ok_neither_got_it() {
  std::unique_lock lock(mutex, std::try_to_lock);
  if (!lock && !lock.try_lock_for(Wait(2)))
    return;
  both[1] = 1;
}
void ok_one_got_it(bool wanted) {
  std::unique_lock lock(mutex, std::try_to_lock);
  if (lock.owns_lock() || (wanted && lock.try_lock_for(Wait(2))))
    either[1] = 1;
}
void ok_not_one_got_it() {
  std::unique_lock lock(mutex, std::defer_lock);
  if (!(lock.try_lock() || lock.try_lock_for(Wait(2))))
    return;
  negated[1] = 1;
}
void bad_one_missed_it() {
  std::unique_lock lock(mutex, std::try_to_lock);
  if (lock || !lock.try_lock_for(Wait(0)))
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'wrong' is written here
    wrong[1] = 1;
}
void all() {
  for (int i = 0; i < 999; ++i) {
    ok_neither_got_it();
    ok_one_got_it(i % 2);
    ok_not_one_got_it();
    bad_one_missed_it();
  }
}
int main() {
  std::thread a(all), b(all);
  a.join();
  b.join();
}
