// Functions that start threads and wait for them: what the threads run, and
// what runs beside them, only the caller knows; and for others the function
// does what its threads do.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'

#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

using Map = std::map<int, int>;

void parallel(int n, const std::function<void(int)> &body) {
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.emplace_back([&body, i] { body(i); });
  for (std::thread &thread : threads)
    thread.join();
}

void both(std::function<void()> one, std::function<void()> other) {
  std::thread thread(one);
  other();
  thread.join();
}

void wait(const std::function<void()> &task) {
  std::thread thread(task);
  thread.join();
}

void nested(int n, const std::function<void(int)> &body) {
  parallel(n, [&body](int i) { body(i); });
}

std::mutex mutex;
Map each, locked, first, second, waited, deep;

class Table {
public:
  void bad_refresh() { std::thread(&Table::bad_fill, this).join(); }
  // CHECK-DAG: threads-within-a-call.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'Table::rows' is written here without a lock
  void bad_drop() { rows.erase(1); }
  void ok_refresh() {
    std::lock_guard lock(table_mutex);
    std::thread([this] { kept[1] = 1; }).join();
  }
  void ok_drop() {
    std::lock_guard lock(table_mutex);
    kept.erase(1);
  }
  void bad_between() {
    table_mutex.lock();
    std::thread thread([this] {
      // CHECK-DAG: threads-within-a-call.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'Table::early' is written here without a lock
      early[1] = 1;
    });
    table_mutex.unlock();
    thread.join();
  }
  void bad_drop_early() {
    std::lock_guard lock(table_mutex);
    early.erase(1);
  }

private:
  void bad_fill() { rows[1] = 1; }
  std::mutex table_mutex;
  Map rows, kept, early;
};

int main() {
  parallel(4, [](int i) {
    // CHECK-DAG: threads-within-a-call.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'each' is written here without a lock, and two threads may do so at once
    each[i] = i;
    std::lock_guard lock(mutex);
    locked[i] = i;
  });
  nested(4, [](int i) {
    // CHECK-DAG: threads-within-a-call.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'deep' is written here without a lock, and two threads may do so at once
    deep[i] = i;
  });
  // CHECK-DAG: threads-within-a-call.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'first' is written here without a lock
  both([] { first[1] = 1; }, [] { first[2] = 2; });
  both([] { second[1] = 1; }, [] {});
  wait([] { waited[1] = 1; });
  for (Map *over : {&each, &first, &second, &waited})
    over->clear(); // all threads are over
  second.clear();
  waited.clear();

  Table table;
  std::thread refresher([&table] {
    for (int i = 0; i < 1000; ++i) {
      table.bad_refresh();
      table.ok_refresh();
      table.bad_between();
    }
  });
  for (int i = 0; i < 1000; ++i) {
    table.bad_drop();
    table.ok_drop();
    table.bad_drop_early();
  }
  refresher.join();
}
