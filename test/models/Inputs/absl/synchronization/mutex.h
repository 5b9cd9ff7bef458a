// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A stand-in: the names and members that the tests use.
#pragma once
namespace absl {
class Condition {
public:
  explicit Condition(const bool *);
};
class Mutex {
public:
  void Lock();
  void Unlock();
  bool TryLock();
  void WriterLock();
  void WriterUnlock();
  void ReaderLock();
  void ReaderUnlock();
  bool ReaderTryLock();
  void LockWhen(const Condition &);
  void ReaderLockWhen(const Condition &);
  void Await(const Condition &);
};
class MutexLock {
public:
  explicit MutexLock(Mutex *);
  ~MutexLock();
};
class ReaderMutexLock {
public:
  explicit ReaderMutexLock(Mutex *);
  ~ReaderMutexLock();
};
class WriterMutexLock {
public:
  explicit WriterMutexLock(Mutex *);
  ~WriterMutexLock();
};
class MutexLockMaybe {
public:
  explicit MutexLockMaybe(Mutex *);
  ~MutexLockMaybe();
};
class ReleasableMutexLock {
public:
  explicit ReleasableMutexLock(Mutex *);
  ~ReleasableMutexLock();
  void Release();
};
} // namespace absl
