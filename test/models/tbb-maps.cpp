// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: not %maprace check %s -- -std=c++20 -isystem %S/Inputs | FileCheck %s '--implicit-check-not={{warning|error}}:'

// The concurrent maps may be used by all, except for the members that say that
// they are not.
#include <map>
#include <tbb/concurrent_hash_map.h>
#include <tbb/concurrent_map.h>
#include <tbb/concurrent_unordered_map.h>
#include <thread>

struct Tables {
  tbb::concurrent_hash_map<int, int> ok_hash, bad_clear, bad_loop, bad_rehash;
  tbb::concurrent_unordered_map<int, int> ok_unordered, bad_unordered;
  tbb::concurrent_map<int, int> ok_tree, bad_tree, bad_swap;

  void put(int key) {
    {
      tbb::concurrent_hash_map<int, int>::accessor at;
      ok_hash.insert(at, key);
      at->second = 1;
    }
    ok_hash.erase(key);
    ok_unordered[key] = 1;
    ok_unordered.insert({key, 1});
    for (auto &entry : ok_unordered)
      entry.second = 1;
    ok_tree.emplace(key, 1);
    tbb::concurrent_hash_map<int, int>::accessor at;
    bad_clear.insert(at, key);
    bad_loop.insert(at, key);
    bad_rehash.find(at, key);
    bad_unordered[key] = 1;
    bad_tree.insert({key, 1});
    bad_swap.find(key);
  }
  void reset() {
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_clear' is written
    bad_clear.clear();
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_loop' is read
    for (auto &entry : bad_loop)
      entry.second = 0;
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_rehash' is written
    bad_rehash.rehash(8);
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_unordered' is written
    bad_unordered.unsafe_erase(1);
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_tree' is written
    bad_tree.unsafe_erase(1);
    tbb::concurrent_map<int, int> fresh;
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_swap' is written
    bad_swap.swap(fresh);
  }
};

int main() {
  Tables tables;
  std::thread other([&tables] { tables.put(1); });
  tables.reset();
  other.join();
}
