// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'
// RUN: not %maprace check --models sets %s -- -std=c++20 | FileCheck %s --check-prefixes=CHECK,SETS '--implicit-check-not={{warning|error}}:'

// Sets are judged as maps are if a user asks for it.
#include <map>
#include <memory_resource>
#include <mutex>
#include <set>
#include <thread>
#include <unordered_map>
#include <unordered_set>

struct Tables {
  std::mutex mutex;
  std::map<int, int> bad_map, ok_map;
  std::multimap<int, int> bad_multi, ok_multi;
  std::unordered_multimap<int, int> bad_unordered, ok_unordered;
  std::pmr::map<int, int> bad_pmr, ok_pmr;
  std::set<int> bad_set, ok_set;
  std::unordered_set<int> bad_unordered_set, ok_unordered_set;

  void put(int key) {
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_map' is written
    bad_map[key] = 1;
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_multi' is written
    bad_multi.emplace(key, 1);
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_unordered' is written
    bad_unordered.erase(key);
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_pmr' is written
    bad_pmr.try_emplace(key, 1);
    // SETS: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_set' is written
    bad_set.insert(key);
    // SETS: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_unordered_set' is written
    bad_unordered_set.erase(key);
    std::lock_guard<std::mutex> held(mutex);
    ok_map[key] = 1;
    ok_multi.emplace(key, 1);
    ok_unordered.erase(key);
    ok_pmr.try_emplace(key, 1);
    ok_set.insert(key);
    ok_unordered_set.erase(key);
  }
};

int main() {
  Tables tables;
  std::thread other([&tables] { tables.put(1); });
  tables.put(2);
  other.join();
}
