// A function pointer that is passed on and called, or started as a thread, by
// another function.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'

#include <map>
#include <pthread.h>

std::map<int, int> table;

void apply(void (*f)(int), int n) { f(n); }
pthread_t start(void *(*f)(void *), void *data) {
  pthread_t id;
  pthread_create(&id, nullptr, f, data);
  return id;
}

// CHECK: function-passed-down.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'table' is written here without a lock
void put(int n) { table[n] = n; }
void *work(void *) {
  apply(put, 1);
  return nullptr;
}

int main() {
  pthread_t id = start(work, nullptr);
  apply(put, 2);
  pthread_join(id, nullptr);
}
