// The object that a static pointer points to is one for all threads, whoever
// made it.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'

#include <map>
#include <thread>

class Registry {
public:
  static Registry &get() {
    static Registry *registry = new Registry;
    return *registry;
  }
  // CHECK: object-of-a-global.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'Registry::entries_' is written here without a lock
  void put(int k) { entries_[k] = k; }

private:
  std::map<int, int> entries_;
};

void work(int k) { Registry::get().put(k); }

int main() {
  std::thread a(work, 1), b(work, 2);
  a.join();
  b.join();
}
