// A semaphore, or a latch, that a function returns is the one that it names.
// RUN: not %maprace check %s -- -std=c++20 -pthread | FileCheck %s '--implicit-check-not={{warning|error}}:'
#include <latch>
#include <semaphore>
#include <thread>
#include <unordered_map>

std::unordered_map<int, int> ok_static, bad_two, ok_told, bad_told;

class Table {
public:
  void ok_member() {
    turn().acquire();
    members_[1]++;
    turn().release();
  }

private:
  std::binary_semaphore &turn() { return turn_; }
  std::binary_semaphore turn_{1};
  std::unordered_map<int, int> members_;
};

std::binary_semaphore &left() {
  static std::binary_semaphore one{1};
  return one;
}
std::binary_semaphore &right() {
  static std::binary_semaphore one{1};
  return one;
}
std::latch &filled() {
  static std::latch latch{1};
  return latch;
}

void ok_one() {
  left().acquire();
  ok_static[1]++;
  left().release();
}
void bad_left() {
  left().acquire();
  // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad_two' is written here
  bad_two[1]++;
  left().release();
}
void bad_right() {
  right().acquire();
  bad_two[2]++;
  right().release();
}

int main() {
  Table table;
  auto all = [](auto what) {
    for (int i = 0; i < 999; ++i)
      what();
  };
  auto ok = [&] { table.ok_member(), ok_one(); };
  std::thread a([&] { all(ok); }), b([&] { all(ok); });
  std::thread c([&] { all(bad_left); }), d([&] { all(bad_right); });
  std::thread writer([] {
    ok_told[1] = 1;
    filled().count_down();
    // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad_told' is written here
    bad_told[1] = 1;
  });
  filled().wait();
  ok_told.erase(1);
  bad_told.erase(1);
  for (std::thread *each : {&a, &b, &c, &d, &writer})
    each->join();
}
