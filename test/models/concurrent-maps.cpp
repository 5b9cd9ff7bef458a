// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: not %maprace check %s -- -std=c++20 -isystem %S/Inputs | FileCheck %s '--implicit-check-not={{warning|error}}:'

// Maps that lock themselves, and what is run while they do.
#include <junction/ConcurrentMap_Leapfrog.h>
#include <libcuckoo/cuckoohash_map.hh>
#include <map>
#include <thread>

struct Tables {
  libcuckoo::cuckoohash_map<int, int> ok_cuckoo;
  junction::ConcurrentMap_Leapfrog<int, int *> ok_junction;
  std::map<int, int> bad_beside;

  void run(int key) {
    ok_cuckoo.insert(key, 1);
    ok_cuckoo.update_fn(key, [&](int &value) {
      // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_beside' is written
      bad_beside[key] = value;
    });
    ok_junction.assign(key, nullptr);
    ok_junction.erase(key);
  }
};

int main() {
  Tables tables;
  std::jthread one([&] { tables.run(1); }), two([&] { tables.run(2); });
}
