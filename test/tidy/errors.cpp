// Functions with errors are skipped; the others are analysed.
// RUN: %check_tidy %s
// CHECK: errors.cpp:[[#@LINE+9]]:21: warning: 'Cache::entries_' is written
// CHECK: errors.cpp:[[#@LINE+17]]:{{[0-9]+}}: error: use of undeclared identifier 'nothing'
// CHECK: errors.cpp:[[#@LINE+21]]:{{[0-9]+}}: error: use of undeclared identifier 'unknown'
// CHECK: errors.cpp:[[#@LINE+23]]:{{[0-9]+}}: error: expected
#include <map>
#include <thread>
#include <vector>

struct Cache {
  void put(int k) { entries_[k] = 1; }
  std::map<int, int> entries_, others_;
};
void whole(Cache &c) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&c] { c.put(1); });
}
void broken(Cache &c) {
  std::thread t([&c] { c.others_[nothing] = 1; });
  c.others_[1] = 2;
  t.join();
}
void unknownType(Cache &c) {
  unknown::type x = c.others_.find(1);
}
template <class T> void broken(T t) {
  t.others_.[1];
}
int main() { Cache c; whole(c); }
