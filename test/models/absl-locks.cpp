// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: not %maprace check %s -- -std=c++20 -isystem %S/Inputs | FileCheck %s '--implicit-check-not={{warning|error}}:'

#include <absl/synchronization/mutex.h>
#include <map>
#include <thread>

struct Tables {
  absl::Mutex mutex;
  bool ready = true;
  std::map<int, int> bad_after, bad_reader, bad_try, bad_released, bad_maybe;
  std::map<int, int> bad_shared_try;
  std::map<int, int> ok_lock, ok_guard, ok_read, ok_when, ok_try, ok_release;
  std::map<int, int> ok_maybe, ok_await, ok_raw_read;

  void lock(int key) {
    mutex.Lock();
    ok_lock[key] = 1;
    mutex.Unlock();
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_after' is written
    bad_after[key] = 1;
    mutex.ReaderLock();
    ok_raw_read.find(key);
    mutex.ReaderUnlock();
    mutex.WriterLock();
    ok_raw_read.clear();
    mutex.WriterUnlock();
  }
  void guard(int key) {
    {
      absl::MutexLock held(&mutex);
      ok_guard[key] = 1;
      ok_read[key] = 1;
      mutex.Await(absl::Condition(&ready));
      ok_await[key] = 1;
    }
    absl::ReaderMutexLock held(&mutex);
    ok_read.find(key);
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_reader' is written
    bad_reader[key] = 1;
  }
  void writer(int key) {
    absl::WriterMutexLock held(&mutex);
    ok_guard[key] = 1;
    ok_await.clear();
  }
  void when(int key) {
    mutex.LockWhen(absl::Condition(&ready));
    ok_when[key] = 1;
    mutex.Unlock();
    mutex.ReaderLockWhen(absl::Condition(&ready));
    ok_when.find(key);
    mutex.ReaderUnlock();
  }
  void attempt(int key) {
    if (mutex.TryLock()) {
      ok_try[key] = 1;
      mutex.Unlock();
    } else {
      // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_try' is written
      bad_try[key] = 1;
    }
    if (mutex.ReaderTryLock()) {
      ok_try.find(key);
      // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_shared_try' is written
      bad_shared_try[key] = 1;
      mutex.ReaderUnlock();
    }
  }
  void release(int key) {
    absl::ReleasableMutexLock held(&mutex);
    ok_release[key] = 1;
    held.Release();
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_released' is written
    bad_released[key] = 1;
  }
  void maybe(int key) {
    {
      absl::MutexLockMaybe held(&mutex);
      ok_maybe[key] = 1;
    }
    absl::MutexLockMaybe held(nullptr);
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Tables::bad_maybe' is written
    bad_maybe[key] = 1;
  }
  void run(int key) {
    lock(key);
    guard(key);
    writer(key);
    when(key);
    attempt(key);
    release(key);
    maybe(key);
  }
};

int main() {
  Tables tables;
  std::thread other([&tables] { tables.run(1); });
  tables.run(2);
  other.join();
}
