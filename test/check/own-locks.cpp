// Locks that users write themselves: a wrapper is the lock inside, whoever
// takes it; a class that waits for an atomic in its lock() is a lock; a flag
// that is tested and set is one as well.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'
#include <atomic>
#include <map>
#include <mutex>
#include <semaphore>
#include <thread>

class Counting {
public:
  void lock() { inner_.lock(); }
  bool try_lock() {
    if (!inner_.try_lock())
      return false;
    ++count_;
    return true;
  }
  void unlock() { inner_.unlock(); }

private:
  std::mutex inner_;
  long count_ = 0;
};

class Ticket {
public:
  void Acquire() {
    const unsigned mine = next_.fetch_add(1);
    while (serving_.load() != mine)
      ;
  }
  void Release() { serving_.fetch_add(1); }

private:
  std::atomic<unsigned> next_{0}, serving_{0};
};

// It waits for nobody.
struct Null {
  void lock() {}
  void unlock() {}
};

template <class L> struct Holder {
  L &l;
  explicit Holder(L &x) : l(x) { l.lock(); }
  ~Holder() { l.unlock(); }
};

Counting counting;
Ticket ticket;
Null null;
std::atomic_flag flag;
std::atomic<bool> busy{false};
std::binary_semaphore one{1};
std::counting_semaphore<4> four{4};
std::map<int, int> wrapped, ticketed, flagged, exchanged, compared, permitted;
std::map<int, int> unlocked, limited;

void ok_wrapper() {
  {
    std::lock_guard<Counting> guard(counting);
    wrapped[1] = 1;
  }
  {
    Holder<Counting> holder(counting);
    wrapped.erase(1);
  }
  if (counting.try_lock()) {
    wrapped.clear();
    counting.unlock();
  }
}
void ok_ticket() {
  ticket.Acquire();
  ticketed[1] = 1;
  ticket.Release();
}
void ok_flag() {
  while (flag.test_and_set(std::memory_order_acquire))
    ;
  flagged[1] = 1;
  flag.clear();
}
void ok_exchange() {
  while (busy.exchange(true))
    ;
  exchanged[1] = 1;
  busy = false;
}
void ok_compare() {
  bool expected = false;
  while (!busy.compare_exchange_weak(expected, true))
    expected = false;
  compared[1] = 1;
  busy.store(false, std::memory_order_release);
}
void ok_semaphore() {
  one.acquire();
  permitted[1] = 1;
  one.release();
}
void bad_null() {
  Holder<Null> holder(null);
  // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'unlocked' is written here
  unlocked[1] = 1;
}
void bad_four() {
  four.acquire();
  // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'limited' is written here
  limited[1] = 1;
  four.release();
}

void all() {
  ok_wrapper();
  ok_ticket();
  ok_flag();
  ok_exchange();
  ok_compare();
  ok_semaphore();
  bad_null();
  bad_four();
}

int main() {
  std::thread a(all), b(all);
  a.join();
  b.join();
}
