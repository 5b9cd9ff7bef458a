// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Only libc++ has the header so far.
// REQUIRES: libc++
// RUN: not %maprace check %s -- -std=c++23 -stdlib=libc++ | FileCheck %s '--implicit-check-not={{warning|error}}:'

// C++23's flat maps: as a map, but an insertion moves the elements.
#include <flat_map>
#include <mutex>
#include <thread>

struct Tables {
  std::mutex mutex;
  std::flat_map<int, int> bad_flat, ok_flat, bad_reference;
  std::flat_multimap<int, int> bad_many, ok_many;

  void run(int key) {
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_flat' is written
    bad_flat[key] = 1;
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_many' is written
    bad_many.emplace(key, 1);
    std::lock_guard<std::mutex> held(mutex);
    ok_flat[key] = 1;
    ok_many.erase(key);
  }
  int &refer(int key) {
    std::lock_guard<std::mutex> held(mutex);
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: a reference into 'Tables::bad_reference' is returned
    return bad_reference[key];
  }
};

int main() {
  Tables tables;
  std::jthread one([&] { tables.run(1), tables.refer(1) = 1; }),
      two([&] { tables.run(2), tables.refer(2) = 1; });
}
