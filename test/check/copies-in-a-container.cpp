// A container that is made of so many copies of an object holds what the
// object refers to.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'

#include <map>
#include <thread>
#include <vector>

struct Table {
  std::map<int, int> bad_shared;
};

struct Handler {
  explicit Handler(Table &table) : table(table) {}
  void run() {
    // CHECK: copies-in-a-container.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'Table::bad_shared' is written here without a lock
    table.bad_shared[1] = 1;
    ok_own[1] = 1;
  }
  Table &table;
  std::map<int, int> ok_own;
};

int main() {
  Table table;
  std::vector<Handler> handlers(2, Handler(table));
  std::vector<std::thread> threads;
  for (Handler &handler : handlers)
    threads.emplace_back(&Handler::run, &handler);
  for (std::thread &thread : threads)
    thread.join();
}
