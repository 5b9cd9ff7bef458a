// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A stand-in: the names and members that the tests use.
#pragma once
extern "C" {
typedef void *HANDLE;
typedef struct _RTL_CRITICAL_SECTION {
  void *data;
} CRITICAL_SECTION;
typedef struct _RTL_SRWLOCK {
  void *data;
} SRWLOCK;
void EnterCriticalSection(CRITICAL_SECTION *);
int TryEnterCriticalSection(CRITICAL_SECTION *);
void LeaveCriticalSection(CRITICAL_SECTION *);
void AcquireSRWLockExclusive(SRWLOCK *);
void ReleaseSRWLockExclusive(SRWLOCK *);
void AcquireSRWLockShared(SRWLOCK *);
void ReleaseSRWLockShared(SRWLOCK *);
HANDLE CreateThread(void *, unsigned long, unsigned long (*)(void *), void *,
                    unsigned long, unsigned long *);
unsigned long WaitForSingleObject(HANDLE, unsigned long);
}
