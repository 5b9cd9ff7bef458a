// Whether a function locks may depend on an argument, and what it answers may
// tell whether it did.
// RUN: not %maprace check %s -- -std=c++20 -pthread | FileCheck %s '--implicit-check-not={{warning|error}}:'
#include <atomic>
#include <map>
#include <mutex>
#include <thread>

using Map = std::map<int, int>;

struct Table {
  std::mutex mutex;
  Map ok, bad;
  void ok_add(int key, bool locked = false) {
    std::unique_lock<std::mutex> lock(mutex, std::defer_lock);
    if (!locked)
      lock.lock();
    ok[key] = 1;
  }
  void ok_erase(int key, bool lock) {
    if (lock)
      mutex.lock();
    ok.erase(key);
    if (lock)
      mutex.unlock();
  }
  void bad_add(int key, bool locked) {
    std::unique_lock<std::mutex> lock(mutex, std::defer_lock);
    if (!locked)
      lock.lock();
    // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Table::bad' is written here
    bad[key] = 1;
  }
  void use() {
    ok_add(1);
    ok_erase(2, true);
    bad_add(1, true);
    std::lock_guard<std::mutex> lock(mutex);
    ok_add(1, true);
    ok_erase(1, false);
    bad_add(2, true);
  }
};

// A guard that is told to take its lock later, by a function of its own.
struct Guard {
  Guard(std::mutex &mutex, bool now = true) : mutex(mutex) {
    if (now)
      lock();
  }
  ~Guard() { unlock(); }
  void lock() {
    mutex.lock();
    locked = true;
  }
  void unlock() {
    if (locked)
      mutex.unlock();
    locked = false;
  }
  std::mutex &mutex;
  bool locked = false;
};

struct Guarded {
  std::mutex mutex;
  Map ok, bad;
  void use(int key) {
    {
      Guard guard(mutex);
      ok[key] = 1;
    }
    ok_skip(key);
    Guard guard(mutex);
    ok.erase(key);
  }
  // What the guard has not taken it does not let go.
  void ok_skip(int key) {
    Guard guard(mutex, false);
    if (key > 100)
      return;
    guard.lock();
    ok.erase(key);
    guard.unlock();
  }
  void use_bad(int key) {
    Guard guard(mutex, false);
    // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Guarded::bad' is written here
    bad[key] = 1;
    guard.lock();
    ok.erase(key);
  }
};

// A function that tells by its answer whether it took the lock.
struct Session {
  enum State { Idle, Busy, Closed };
  std::atomic<State> state{Idle};
  std::mutex mutex;
  Map ok, claimed, bad;
  bool claim() {
    while (true) {
      State expected = Idle;
      if (state.compare_exchange_weak(expected, Busy))
        return true;
      if (expected == Closed)
        return false;
      std::this_thread::yield();
    }
  }
  bool enter(int key) {
    mutex.lock();
    if (key > 3) {
      mutex.unlock();
      return false;
    }
    return true;
  }
  void use(int key) {
    if (claim()) {
      claimed[key] = 1;
      state.store(Idle);
    }
    if (!enter(key)) {
      // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Session::bad' is written here
      bad[key] = 1;
      return;
    }
    ok[key] = 1;
    mutex.unlock();
  }
};

// Each waits until the variable names it, and names the next.
struct Turns {
  std::atomic<int> turn{0};
  Map ok, bad;
  bool await(int mine) {
    for (int now = turn.load(); now != mine; now = turn.load()) {
      if (now < 0)
        return false;
      turn.wait(now);
    }
    return true;
  }
  void play(int id) {
    for (int round = 0; round < 9; ++round) {
      const int mine = round * 3 + id;
      int now = turn.load();
      while (now != mine)
        now = turn.load();
      ok[id] = round;
      turn.store(mine + 1);
      // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Turns::bad' is written here
      bad[id] = round;
    }
  }
};

// All see the same round, and all go on.
struct Rounds {
  std::atomic<int> round{0}, done{0};
  Map bad;
  void play(int) {
    for (int mine = 0; mine < 9; ++mine) {
      while (round.load() != mine)
        std::this_thread::yield();
      // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Rounds::bad' is written here
      bad[mine] = 1;
      ++done;
    }
  }
};

struct Bistro {
  std::atomic<int> turn{0};
  Map ok;
  bool await(int mine) {
    for (int now = turn.load(); now != mine; now = turn.load())
      if (now == 3)
        return false;
    return true;
  }
  void pass(int next) { turn.store(next); }
  void serve(int mine, int next) {
    while (await(mine)) {
      ok[mine] = next;
      pass(next);
    }
  }
};

int main(int argc, char **) {
  Table table;
  Guarded guarded;
  Session session;
  Turns turns;
  Rounds rounds;
  Bistro bistro;
  std::thread threads[3];
  for (int i = 0; i < 3; ++i)
    threads[i] = std::thread([&, i] {
      table.use();
      guarded.use(i);
      guarded.use_bad(i);
      session.use(i);
      turns.play(i);
      rounds.play(i);
    });
  std::thread buyer([&] { bistro.serve(0, 1); });
  std::thread chef([&] { bistro.serve(1, 2); });
  std::thread waiter([&] { bistro.serve(2, argc > 1 ? 0 : 3); });
  for (int round = 0; round < 9; ++round) {
    rounds.round.store(round);
    while (rounds.done.load() != 3 * (round + 1))
      std::this_thread::yield();
  }
  for (std::thread &t : threads)
    t.join();
  buyer.join();
  chef.join();
  waiter.join();
}
