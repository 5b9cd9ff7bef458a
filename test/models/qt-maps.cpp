// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: not %maprace check %s -- -std=c++20 -isystem %S/Inputs | FileCheck %s '--implicit-check-not={{warning|error}}:'

// Containers share their data until one is changed: a member that is not const
// detaches, which writes.
#include <QHash>
#include <QMap>
#include <mutex>
#include <thread>

struct Tables {
  std::mutex mutex;
  QMap<int, int> bad_map, bad_begin, bad_loop, bad_find, ok_map;
  QHash<int, int> bad_hash, bad_take, ok_hash;
  QMultiMap<int, int> bad_multi_map, ok_multi_map;
  QMultiHash<int, int> bad_multi_hash, ok_multi_hash;
  QMap<int, int> ok_const, ok_as_const;

  void read(int key) const {
    ok_const.find(key);
    for (int value : ok_const)
      key += value;
    ok_const.value(key);
    ok_const[key];
  }
  void put(int key) {
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_map' is written
    bad_map[key] = 1;
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_begin' is written
    bad_begin.begin();
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_loop' is written
    for (int value : bad_loop)
      key += value;
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_find' is written
    bad_find.find(key);
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_hash' is written
    bad_hash.insert(key, 1);
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_take' is written
    bad_take.take(key);
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_multi_map' is written
    bad_multi_map.insert(key, 1);
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_multi_hash' is written
    bad_multi_hash.remove(key);
    if (ok_const.contains(key) || ok_const.constFind(key) == ok_const.cend())
      return;
    for (int value : qAsConst(ok_as_const))
      key += value;
    std::lock_guard<std::mutex> held(mutex);
    ok_map[key] = 1;
    ok_hash.insert(key, 1);
    ok_multi_map.insert(key, 1);
    ok_multi_hash.remove(key);
  }
};

int main() {
  Tables tables;
  std::thread other([&tables] {
    tables.put(1);
    tables.read(1);
  });
  tables.put(2);
  tables.read(2);
  other.join();
}
