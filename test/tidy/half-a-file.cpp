// A file that ends in the middle: what is whole is analysed, what is cut off is
// skipped. The errors are the compiler's.
// RUN: %check_tidy %s
// CHECK: half-a-file.cpp:[[#@LINE+10]]:21: warning: 'Cache::entries_' is written
// CHECK: half-a-file.cpp:[[#@LINE+22]]:{{[0-9]+}}: error: expected ')'
// CHECK: half-a-file.cpp:[[#@LINE+21]]:{{[0-9]+}}: error: expected ';'
// CHECK: half-a-file.cpp:[[#@LINE+20]]:{{[0-9]+}}: error: expected ']'
// CHECK: half-a-file.cpp:[[#@LINE+19]]:{{[0-9]+}}: error: expected '}'
#include <map>
#include <thread>
#include <vector>
struct Cache {
  // As in the middle of an edit.
  void put(int k) { entries_[k] = 1; }
  std::map<int, int> entries_;
};
void race(Cache &c) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&c] { c.put(1); });
  for (auto &thread : threads)
    thread.join();
}
int main() { Cache c; race(c); }
void half() {
  std::map<int, int> local;
  std::thread t([&local] { local[1
