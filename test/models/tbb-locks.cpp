// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: not %maprace check %s -- -std=c++20 -isystem %S/Inputs | FileCheck %s '--implicit-check-not={{warning|error}}:'

#include <map>
#include <oneapi/tbb/mutex.h>
#include <tbb/queuing_mutex.h>
#include <tbb/queuing_rw_mutex.h>
#include <oneapi/tbb/rw_mutex.h>
#include <tbb/spin_mutex.h>
#include <tbb/spin_rw_mutex.h>
#include <thread>

struct Tables {
  tbb::spin_mutex spin;
  tbb::queuing_mutex queuing;
  tbb::mutex plain;
  tbb::spin_rw_mutex rw;
  tbb::queuing_rw_mutex queuing_rw;
  tbb::rw_mutex plain_rw;
  std::map<int, int> ok_spin, ok_queuing, ok_plain, ok_rw, ok_upgrade, ok_plain_rw;
  std::map<int, int> ok_queuing_rw, ok_acquire, ok_late, ok_raw, ok_try;
  std::map<int, int> bad_spin, bad_rw, bad_queuing_rw, bad_downgrade, bad_late;
  std::map<int, int> bad_raw, bad_try, bad_plain_rw;

  void exclusive(int key) {
    {
      tbb::spin_mutex::scoped_lock held(spin);
      ok_spin[key] = 1;
      held.release();
      // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_spin' is written
      bad_spin[key] = 1;
    }
    {
      tbb::queuing_mutex::scoped_lock held(queuing);
      ok_queuing[key] = 1;
    }
    {
      tbb::mutex::scoped_lock held(plain);
      ok_plain[key] = 1;
    }
    {
      tbb::spin_mutex::scoped_lock held;
      // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_late' is written
      bad_late[key] = 1;
      held.acquire(spin);
      ok_late[key] = 1;
    }
    tbb::queuing_mutex::scoped_lock attempt;
    if (attempt.try_acquire(queuing))
      ok_try[key] = 1;
    else
      // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_try' is written
      bad_try[key] = 1;
  }
  void raw(int key) {
    spin.lock();
    ok_raw[key] = 1;
    spin.unlock();
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_raw' is written
    bad_raw[key] = 1;
  }
  void readers(int key) {
    {
      tbb::spin_rw_mutex::scoped_lock held(rw, /*write=*/false);
      ok_rw.find(key);
      // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_rw' is written
      bad_rw[key] = 1;
    }
    {
      tbb::queuing_rw_mutex::scoped_lock held(queuing_rw, false);
      ok_queuing_rw.find(key);
      // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_queuing_rw' is written
      bad_queuing_rw[key] = 1;
    }
    {
      tbb::rw_mutex::scoped_lock held(plain_rw, false);
      ok_plain_rw.find(key);
      // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_plain_rw' is written
      bad_plain_rw[key] = 1;
    }
    tbb::spin_rw_mutex::scoped_lock held(rw, false);
    ok_upgrade.find(key);
    held.upgrade_to_writer();
    ok_upgrade[key] = 1;
    held.downgrade_to_reader();
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_downgrade' is written
    bad_downgrade[key] = 1;
  }
  void writers(int key) {
    {
      tbb::spin_rw_mutex::scoped_lock held(rw);
      ok_rw[key] = 1;
    }
    {
      tbb::queuing_rw_mutex::scoped_lock held(queuing_rw, true);
      ok_queuing_rw[key] = 1;
    }
    {
      tbb::rw_mutex::scoped_lock held(plain_rw);
      ok_plain_rw[key] = 1;
    }
    tbb::spin_rw_mutex::scoped_lock held;
    held.acquire(rw, true);
    ok_acquire[key] = 1;
  }
  void run(int key) {
    exclusive(key);
    raw(key);
    readers(key);
    writers(key);
  }
};

int main() {
  Tables tables;
  std::thread other([&tables] { tables.run(1); });
  tables.run(2);
  other.join();
}
