// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: not %maprace check %s -- -std=c++20 -isystem %S/Inputs | FileCheck %s '--implicit-check-not={{warning|error}}:'

#include <map>
#include <windows.h>

CRITICAL_SECTION section;
SRWLOCK lock;
std::map<int, int> ok_section, ok_lock, ok_read, ok_joined, ok_try;
std::map<int, int> bad_plain, bad_read, bad_try;

void work(int key) {
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad_plain' is written
  bad_plain[key] = 1;
  EnterCriticalSection(&section);
  ok_section[key] = 1;
  LeaveCriticalSection(&section);
  if (TryEnterCriticalSection(&section)) {
    ok_try[key] = 1;
    LeaveCriticalSection(&section);
  } else {
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad_try' is written
    bad_try[key] = 1;
  }
  AcquireSRWLockExclusive(&lock);
  ok_lock[key] = 1;
  ReleaseSRWLockExclusive(&lock);
  AcquireSRWLockShared(&lock);
  ok_lock.find(key);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad_read' is written
  bad_read[key] = 1;
  ReleaseSRWLockShared(&lock);
}

unsigned long run(void *) {
  work(1);
  ok_joined[1] = 1;
  return 0;
}

int main() {
  HANDLE thread = CreateThread(nullptr, 0, run, nullptr, 0, nullptr);
  work(2);
  WaitForSingleObject(thread, ~0ul);
  ok_joined[2] = 1;
}
