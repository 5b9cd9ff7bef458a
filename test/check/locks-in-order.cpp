// Two locks that are taken in the order of their addresses are both held,
// whichever came first; of two that may be one of three nobody knows.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'
#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

class Ordered {
public:
  Ordered(std::mutex &a, std::mutex &b) : first(&a), second(&b) {
    if (std::less<std::mutex *>()(second, first))
      std::swap(first, second);
    first->lock();
    second->lock();
  }
  ~Ordered() {
    second->unlock();
    first->unlock();
  }

private:
  std::mutex *first, *second;
};

std::mutex one, two;
std::map<int, int> both, after, either;

void ok_both() {
  Ordered lock(one, two);
  both[1] = 1;
}
void ok_one() {
  std::lock_guard lock(one);
  both.erase(1);
}
void bad_after() {
  {
    Ordered lock(one, two);
  }
  // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'after' is written here
  after[1] = 1;
}
void bad_either(bool which) {
  std::mutex *lock = which ? &one : &two;
  lock->lock();
  // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'either' is written here
  either[1] = 1;
  lock->unlock();
}

void all() {
  ok_both();
  ok_one();
  bad_after();
  bad_either(true);
}

int main() {
  std::thread a(all), b(all);
  a.join();
  b.join();
}
