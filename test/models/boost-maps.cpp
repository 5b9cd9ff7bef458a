// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: not %maprace check %s -- -std=c++20 -isystem %S/Inputs | FileCheck %s '--implicit-check-not={{warning|error}}:'

#include <boost/bimap.hpp>
#include <boost/container/flat_map.hpp>
#include <boost/container/map.hpp>
#include <boost/ptr_container/ptr_map.hpp>
#include <boost/unordered_map.hpp>
#include <mutex>
#include <thread>
#include <utility>

struct Tables {
  std::mutex mutex;
  boost::unordered_map<int, int> bad_unordered, ok_unordered;
  boost::unordered_multimap<int, int> bad_multi, ok_multi;
  boost::container::flat_map<int, int> bad_flat, bad_swapped, ok_flat;
  boost::container::map<int, int> bad_tree, ok_tree, ok_read;
  boost::bimap<int, int> bad_bimap, bad_left, ok_bimap;
  boost::ptr_map<int, int> bad_pointers, ok_pointers;

  void put(int key) {
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_unordered' is written
    bad_unordered[key] = 1;
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_multi' is written
    bad_multi.emplace(key, 1);
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_flat' is written
    bad_flat.erase(key);
    boost::container::flat_map<int, int> other;
    other.emplace(key, 1);
    using std::swap;
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_swapped' is written
    swap(bad_swapped, other);
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_tree' is written
    bad_tree.insert_or_assign(key, 1);
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_bimap' is written
    bad_bimap.insert({key, 1});
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_left' is written
    bad_left.left.erase(key);
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_pointers' is written
    bad_pointers.erase(key);
    if (ok_read.find(key) != ok_read.end() || ok_read.contains(key))
      return;
    std::lock_guard<std::mutex> lock(mutex);
    ok_unordered[key] = 1;
    ok_multi.emplace(key, 1);
    ok_flat.erase(key);
    swap(ok_flat, other);
    ok_tree.insert_or_assign(key, 1);
    ok_bimap.insert({key, 1});
    ok_bimap.left.erase(key);
    ok_pointers.erase(key);
  }
};

int main() {
  Tables tables;
  std::thread other([&tables] { tables.put(1); });
  tables.put(2);
  other.join();
}
