// Threads that tell each other by a variable of several values: an atomic at
// any time, a plain one under a lock. Who sees a value comes after what came
// before it was given, as long as it is not given again.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'
#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>
#include <unordered_map>

using Map = std::unordered_map<int, int>;
enum class State { Off, Loading, Ready, Failed };

std::mutex mutex;
std::condition_variable changed;

struct Loader {
  void ok_load() {
    State expected = State::Off;
    if (!state.compare_exchange_strong(expected, State::Loading))
      return;
    map[1] = 1;
    state.store(map.empty() ? State::Failed : State::Ready);
  }
  bool ok_wait() const {
    for (;;) {
      switch (state.load()) {
      case State::Ready:
        return true;
      case State::Failed:
        return false;
      default:
        std::this_thread::yield();
      }
    }
  }
  std::size_t ok_read() const { return ok_wait() ? map.count(1) : 0; }
  std::atomic<State> state{State::Off};
  Map map;
};

struct Config {
  void ok_load() {
    map[1] = 1;
    std::lock_guard<std::mutex> lock(mutex);
    state = State::Ready;
    changed.notify_all();
  }
  std::size_t ok_read() {
    std::unique_lock<std::mutex> lock(mutex);
    changed.wait(lock, [this] { return quit || state == State::Ready; });
    if (quit)
      return 0;
    lock.unlock();
    return map.count(1);
  }
  // Loading comes before the map is filled.
  void bad_load() {
    {
      std::lock_guard<std::mutex> lock(mutex);
      early = State::Loading;
    }
    // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Config::half' is written here
    half[1] = 1;
    std::lock_guard<std::mutex> lock(mutex);
    early = State::Ready;
  }
  std::size_t bad_read() {
    std::unique_lock<std::mutex> lock(mutex);
    changed.wait(lock, [this] { return early >= State::Loading; });
    lock.unlock();
    return half.count(1);
  }
  State state = State::Off, early = State::Off;
  bool quit = false;
  Map map, half;
};

// A slot that goes back and forth.
struct Slot {
  void ok_produce() {
    for (int i = 0; i < 9; ++i) {
      while (full.load() != 0)
        std::this_thread::yield();
      map[i] = i;
      full.store(1);
    }
  }
  void ok_consume() {
    for (int i = 0; i < 9; ++i) {
      while (full.load() != 1)
        std::this_thread::yield();
      map.clear();
      full.store(0);
    }
  }
  // It touches the map again after it gave it away.
  void bad_produce() {
    for (int i = 0; i < 9; ++i) {
      while (given.load() != 0)
        std::this_thread::yield();
      given.store(1);
      // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Slot::late' is written here
      late[i] = i;
    }
  }
  void bad_consume() {
    for (int i = 0; i < 9; ++i) {
      while (given.load() != 1)
        std::this_thread::yield();
      late.clear();
      given.store(0);
    }
  }
  std::atomic<int> full{0}, given{0};
  Map map, late;
};

// A worker that is parked while others look.
struct Worker {
  void pause() {
    std::unique_lock<std::mutex> lock(mutex);
    wanted = true;
    changed.wait(lock, [this] { return parked; });
  }
  void resume() {
    std::unique_lock<std::mutex> lock(mutex);
    wanted = false;
    changed.notify_all();
    changed.wait(lock, [this] { return !parked; });
  }
  void run() {
    for (;;) {
      {
        std::unique_lock<std::mutex> lock(mutex);
        if (wanted) {
          parked = true;
          changed.notify_all();
          changed.wait(lock, [this] { return !wanted || quit; });
          parked = false;
          changed.notify_all();
        }
        if (quit)
          return;
      }
      map[1] = 1;
      // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Worker::seen' is written here
      seen[1] = 1;
    }
  }
  bool wanted = true, parked = false, quit = false;
  Map map, seen;
};

void work(Worker &worker) {
  std::thread thread([&] { worker.run(); });
  for (int i = 0; i < 9; ++i) {
    worker.pause();
    worker.map.erase(i);
    worker.resume();
    worker.seen.erase(i);
  }
  {
    std::lock_guard<std::mutex> lock(mutex);
    worker.quit = true;
    changed.notify_all();
  }
  thread.join();
}

int main() {
  Loader loader;
  Config config;
  Slot slot;
  std::thread threads[] = {std::thread([&] { loader.ok_load(); }),
                           std::thread([&] { loader.ok_load(); }),
                           std::thread([&] { loader.ok_read(); }),
                           std::thread([&] { config.ok_load(); }),
                           std::thread([&] { config.ok_read(); }),
                           std::thread([&] { config.bad_load(); }),
                           std::thread([&] { config.bad_read(); }),
                           std::thread([&] { slot.ok_produce(); }),
                           std::thread([&] { slot.ok_consume(); }),
                           std::thread([&] { slot.bad_produce(); }),
                           std::thread([&] { slot.bad_consume(); })};
  for (std::thread &thread : threads)
    thread.join();
  Worker worker;
  work(worker);
}
