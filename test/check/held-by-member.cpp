// A map without a name of its own bears that of the member which holds it.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'

#include <map>
#include <memory>
#include <mutex>
#include <thread>

class Tables {
public:
  std::shared_ptr<std::map<int, int>> table(int i) {
    std::lock_guard<std::mutex> lock(mu_);
    auto &p = tables_[i];
    if (!p)
      p = std::make_shared<std::map<int, int>>();
    return p;
  }

private:
  std::mutex mu_;
  std::map<int, std::shared_ptr<std::map<int, int>>> tables_;
};

int main() {
  Tables tables;
  // CHECK: held-by-member.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::tables_' is written here without a lock
  std::thread t([&tables] { (*tables.table(1))[2] = 1; });
  tables.table(1)->erase(3);
  t.join();
}
