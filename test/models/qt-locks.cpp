// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: not %maprace check %s -- -std=c++20 -isystem %S/Inputs | FileCheck %s '--implicit-check-not={{warning|error}}:'

#include <QMutex>
#include <QMutexLocker>
#include <QReadWriteLock>
#include <QSemaphore>
#include <map>
#include <thread>

struct Tables {
  QMutex mutex;
  QReadWriteLock rw;
  QSemaphore one{1};
  std::map<int, int> ok_guard, ok_relock, ok_rw, ok_plain, ok_try, ok_sema;
  std::map<int, int> bad_unlocked, bad_read, bad_try, bad_timed, bad_plain;

  void guard(int key) {
    QMutexLocker held(&mutex);
    ok_guard[key] = 1;
    held.unlock();
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_unlocked' is written
    bad_unlocked[key] = 1;
    held.relock();
    ok_relock[key] = 1;
  }
  void plain(int key) {
    mutex.lock();
    ok_plain[key] = 1;
    mutex.unlock();
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_plain' is written
    bad_plain[key] = 1;
    if (mutex.tryLock()) {
      ok_try[key] = 1;
      mutex.unlock();
    } else {
      // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_try' is written
      bad_try[key] = 1;
    }
    if (!mutex.tryLock(100)) {
      // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_timed' is written
      bad_timed[key] = 1;
      return;
    }
    ok_try.erase(key);
    mutex.unlock();
  }
  void readWrite(int key) {
    {
      QReadLocker held(&rw);
      ok_rw.find(key);
      // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_read' is written
      bad_read[key] = 1;
    }
    {
      QWriteLocker held(&rw);
      ok_rw[key] = 1;
    }
    rw.lockForRead();
    ok_rw.find(key);
    rw.unlock();
    rw.lockForWrite();
    ok_rw.clear();
    rw.unlock();
  }
  void run(int key) {
    guard(key);
    plain(key);
    readWrite(key);
  }
};

int main() {
  Tables tables;
  std::thread other([&tables] { tables.run(1); });
  tables.run(2);
  other.join();
}
