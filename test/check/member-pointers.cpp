// A map that is reached by a pointer to data members.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'

#include <map>
#include <mutex>
#include <thread>

struct Store {
  std::mutex mutex;
  std::map<int, int> bad_direct, bad_argument, ok_locked, ok_other;
};

template <std::map<int, int> Store::*Member> void put(Store &store, int key) {
  // CHECK: member-pointers.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'Store::bad_argument' is written here without a lock
  (store.*Member)[key] = 1;
}

int main() {
  Store store;
  constexpr auto direct = &Store::bad_direct;
  constexpr auto locked = &Store::ok_locked;
  std::thread thread([&] {
    // CHECK: member-pointers.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'Store::bad_direct' is written here without a lock
    (store.*direct)[1] = 1;
    put<&Store::bad_argument>(store, 1);
    std::lock_guard<std::mutex> held(store.mutex);
    (store.*locked)[1] = 1;
  });
  Store *pointer = &store;
  (pointer->*direct).size();
  store.bad_argument.size();
  store.ok_other.clear();
  {
    std::lock_guard<std::mutex> held(store.mutex);
    (pointer->*locked).size();
  }
  thread.join();
}
