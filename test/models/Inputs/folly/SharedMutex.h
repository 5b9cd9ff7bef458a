// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A stand-in: the names and members that the tests use.
#pragma once

namespace folly {

template <bool ReaderPriority> class SharedMutexImpl {
public:
  void lock();
  bool try_lock();
  void unlock();
  void lock_shared();
  bool try_lock_shared();
  void unlock_shared();
  void lock_upgrade();
  void unlock_upgrade();
  void unlock_upgrade_and_lock();
  void unlock_and_lock_shared();

  class ReadHolder {
  public:
    explicit ReadHolder(const SharedMutexImpl &lock);
    explicit ReadHolder(const SharedMutexImpl *lock);
    ~ReadHolder();
    void unlock();
  };
  class WriteHolder {
  public:
    explicit WriteHolder(SharedMutexImpl &lock);
    explicit WriteHolder(SharedMutexImpl *lock);
    ~WriteHolder();
    void unlock();
  };
};
using SharedMutex = SharedMutexImpl<false>;

class SpinLock {
public:
  void lock() const;
  bool try_lock() const;
  void unlock() const;
};
struct MicroSpinLock {
  void lock() noexcept;
  bool try_lock() noexcept;
  void unlock() noexcept;
};

} // namespace folly
