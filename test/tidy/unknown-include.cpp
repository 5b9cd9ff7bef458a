// RUN: %check_tidy %s
// A header that is not found is the compiler's to say; nothing else is.
// CHECK: unknown-include.cpp:[[#@LINE+3]]:10: error: 'no/such/header.h' file not found
#include <map>
#include <thread>
#include "no/such/header.h"
std::map<int, int> table;
void fill() { table[1] = 1; }
int main() {
  std::thread t(fill);
  table[2] = 2;
  t.join();
}
