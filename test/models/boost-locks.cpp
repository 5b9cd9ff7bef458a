// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: not %maprace check %s -- -std=c++20 -isystem %S/Inputs | FileCheck %s '--implicit-check-not={{warning|error}}:'

#include <boost/thread/lock_guard.hpp>
#include <boost/thread/lock_types.hpp>
#include <boost/thread/locks.hpp>
#include <boost/thread/mutex.hpp>
#include <boost/thread/recursive_mutex.hpp>
#include <boost/thread/shared_lock_guard.hpp>
#include <boost/thread/shared_mutex.hpp>
#include <boost/thread/synchronized_value.hpp>
#include <map>
#include <thread>

struct Tables {
  boost::mutex mutex;
  boost::recursive_mutex recursive;
  boost::shared_mutex shared;
  boost::upgrade_mutex upgradable;
  boost::synchronized_value<std::map<int, int>> ok_value, ok_locked;
  std::map<int, int> ok_mutex, ok_scoped, ok_unique, ok_shared, ok_upgrade;
  std::map<int, int> ok_recursive, ok_plain, ok_up;
  std::map<int, int> bad_shared, bad_upgrade, bad_unique, bad_guard;
  std::map<int, int> bad_plain, bad_up;

  void exclusive(int key) {
    {
      boost::lock_guard<boost::mutex> held(mutex);
      ok_mutex[key] = 1;
    }
    {
      boost::mutex::scoped_lock held(mutex);
      ok_scoped[key] = 1;
      ok_mutex.erase(key);
    }
    {
      boost::recursive_mutex::scoped_lock held(recursive);
      boost::lock_guard<boost::recursive_mutex> again(recursive);
      ok_recursive[key] = 1;
    }
    boost::unique_lock<boost::mutex> held(mutex, boost::defer_lock);
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_unique' is written
    bad_unique[key] = 1;
    held.lock();
    ok_unique[key] = 1;
    held.unlock();
  }
  void plain(int key) {
    shared.lock();
    ok_plain[key] = 1;
    shared.unlock();
    shared.lock_shared();
    ok_plain.find(key);
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_plain' is written
    bad_plain[key] = 1;
    shared.unlock_shared();
  }
  void read(int key) {
    boost::shared_lock<boost::shared_mutex> held(shared);
    ok_shared.find(key);
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_shared' is written
    bad_shared[key] = 1;
  }
  void readGuard(int key) {
    boost::shared_lock_guard<boost::shared_mutex> held(shared);
    ok_shared.find(key);
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_guard' is written
    bad_guard[key] = 1;
  }
  void write(int key) {
    boost::unique_lock<boost::shared_mutex> held(shared);
    ok_shared[key] = 1;
  }
  void upgrade(int key) {
    {
      boost::upgrade_lock<boost::upgrade_mutex> held(upgradable);
      ok_upgrade.find(key);
      boost::upgrade_to_unique_lock<boost::upgrade_mutex> alone(held);
      ok_upgrade[key] = 1;
    }
    {
      boost::upgrade_lock<boost::shared_mutex> held(shared);
      boost::upgrade_to_unique_lock<boost::shared_mutex> alone(held);
      ok_up[key] = 1;
    }
    boost::shared_lock<boost::shared_mutex> held(shared);
    ok_up.find(key);
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_up' is written
    bad_up[key] = 1;
  }
  void upgradeByHand(int key) {
    upgradable.lock_upgrade();
    ok_upgrade.find(key);
    upgradable.unlock_upgrade_and_lock();
    ok_upgrade[key] = 1;
    upgradable.unlock_and_lock_upgrade();
    ok_upgrade.find(key);
    upgradable.unlock_upgrade();
    upgradable.lock_shared();
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_upgrade' is written
    bad_upgrade[key] = 1;
    upgradable.unlock_shared();
  }
  void value(int key) {
    ok_value->insert({key, 1});
    auto locked = ok_locked.synchronize();
    locked->erase(key);
    (*locked)[key] = 1;
  }
  void run(int key) {
    exclusive(key);
    plain(key);
    read(key);
    readGuard(key);
    write(key);
    upgrade(key);
    upgradeByHand(key);
    value(key);
  }
};

int main() {
  Tables tables;
  std::thread other([&tables] { tables.run(1); });
  tables.run(2);
  other.join();
}
