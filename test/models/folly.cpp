// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: not %maprace check %s -- -std=c++20 -isystem %S/Inputs | FileCheck %s '--implicit-check-not={{warning|error}}:'

// folly's locks, executors and futures.
#include <folly/SharedMutex.h>
#include <folly/executors/CPUThreadPoolExecutor.h>
#include <map>
#include <mutex>
#include <thread>

struct Tables {
  folly::SharedMutex shared;
  folly::SpinLock spin;
  folly::MicroSpinLock micro;
  std::map<int, int> ok_holder, ok_spin, ok_micro, ok_upgraded, bad_holder,
      bad_upgrade;

  void run(int key) {
    {
      folly::SharedMutex::WriteHolder held(shared);
      ok_holder[key] = 1;
    }
    {
      folly::SharedMutex::ReadHolder held(shared);
      ok_holder.find(key);
      // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_holder' is written by 'operator[]' while only a shared (reader's) lock
      bad_holder[key] = 1;
    }
    {
      std::lock_guard<folly::SpinLock> held(spin);
      ok_spin[key] = 1;
    }
    micro.lock();
    ok_micro[key] = 1;
    micro.unlock();
    shared.lock_upgrade();
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_upgrade' is written by 'erase' while only a shared (reader's) lock
    bad_upgrade.erase(key);
    shared.unlock_upgrade_and_lock();
    ok_upgraded[key] = 1;
    shared.unlock();
  }
};

struct Jobs {
  std::mutex mutex;
  std::map<int, int> bad_pool, ok_pool, bad_via, ok_joined, ok_loop;

  void run(folly::EventBase &loop) {
    folly::CPUThreadPoolExecutor pool(4);
    ok_joined[1] = 1;
    for (int i = 0; i < 4; ++i)
      pool.add([this, i] {
        ok_joined.find(i);
        // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Jobs::bad_pool' is written
        bad_pool[i] = 1;
        std::lock_guard<std::mutex> held(mutex);
        ok_pool[i] = 1;
      });
    folly::via(&pool, [this] {
      // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Jobs::bad_via' is written
      bad_via[1] = 1;
    });
    bad_via.size();
    pool.join();
    ok_joined[2] = 1;
    loop.runInEventBaseThread([this] { ok_loop[1] = 1; });
    loop.runInEventBaseThread([this] { ok_loop.erase(1); });
  }
};

int main() {
  Tables tables;
  std::jthread one([&] { tables.run(1); }), two([&] { tables.run(2); });
  Jobs jobs;
  folly::EventBase loop;
  jobs.run(loop);
}
