// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: not %maprace check %s -- -std=c++20 -isystem %S/Inputs | FileCheck %s '--implicit-check-not={{warning|error}}:'

#include <absl/container/btree_map.h>
#include <absl/container/flat_hash_map.h>
#include <absl/container/node_hash_map.h>
#include <mutex>
#include <thread>

struct Tables {
  std::mutex mutex;
  absl::flat_hash_map<int, int> bad_flat, bad_erase, ok_flat, ok_read;
  absl::node_hash_map<int, int> bad_node, ok_node;
  absl::btree_map<int, int> bad_tree, ok_tree;
  absl::btree_multimap<int, int> bad_multi, ok_multi;

  void put(int key) {
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_flat' is written
    bad_flat[key] = 1;
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_erase' is written
    bad_erase.erase(key);
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_node' is written
    bad_node.emplace(key, 1);
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_tree' is written
    bad_tree.insert({key, 1});
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_multi' is written
    bad_multi.insert({key, 1});
    for (auto &entry : ok_read)
      if (entry.first == key || ok_read.contains(key) || ok_read.count(key))
        return;
    std::lock_guard<std::mutex> lock(mutex);
    ok_flat[key] = 1;
    ok_flat.erase(key);
    ok_node.emplace(key, 1);
    ok_tree.insert({key, 1});
    ok_multi.insert({key, 1});
  }
};

int main() {
  Tables tables;
  std::thread other([&tables] { tables.put(1); });
  tables.put(2);
  other.join();
}
