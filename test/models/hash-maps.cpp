// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: not %maprace check %s -- -std=c++20 -isystem %S/Inputs | FileCheck %s '--implicit-check-not={{warning|error}}:'

// Maps of libraries that are only that.
#include <ankerl/unordered_dense.h>
#include <folly/container/F14Map.h>
#include <llvm/ADT/DenseMap.h>
#include <mutex>
#include <parallel_hashmap/phmap.h>
#include <thread>
#include <tsl/hopscotch_map.h>
#include <tsl/robin_map.h>

struct Tables {
  std::mutex mutex;
  tsl::robin_map<int, int> bad_robin, ok_robin;
  tsl::hopscotch_map<int, int> bad_hopscotch, ok_hopscotch;
  phmap::flat_hash_map<int, int> bad_parallel, ok_parallel;
  ankerl::unordered_dense::map<int, int> bad_dense, ok_dense;
  llvm::DenseMap<int, int> bad_llvm, bad_insert, ok_llvm, ok_lookup;
  folly::F14FastMap<int, int> bad_f14, ok_f14;
  folly::F14NodeMap<int, int> bad_node, ok_node;

  void put(int key) {
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_robin' is written
    bad_robin[key] = 1;
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_hopscotch' is written
    bad_hopscotch.erase(key);
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_parallel' is written
    bad_parallel.emplace(key, 1);
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_dense' is written
    bad_dense[key] = 1;
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_llvm' is written
    bad_llvm[key] = 1;
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_insert' is written
    bad_insert.try_emplace(key, 1);
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_f14' is written
    bad_f14[key] = 1;
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_node' is written
    bad_node.erase(key);
    if (ok_lookup.lookup(key) || ok_lookup.count(key))
      return;
    std::lock_guard<std::mutex> held(mutex);
    ok_robin[key] = 1;
    ok_hopscotch.erase(key);
    ok_parallel.emplace(key, 1);
    ok_dense[key] = 1;
    ok_llvm[key] = 1;
    ok_f14[key] = 1;
    ok_node.erase(key);
  }
};

int main() {
  Tables tables;
  std::thread other([&tables] { tables.put(1); });
  tables.put(2);
  other.join();
}
