// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A stand-in: the names and members that the tests use.
#pragma once
namespace boost {
struct defer_lock_t {};
inline constexpr defer_lock_t defer_lock{};
template <class M> class lock_guard {
public:
  explicit lock_guard(M &);
  ~lock_guard();
};
template <class M> class unique_lock {
public:
  explicit unique_lock(M &);
  unique_lock(M &, defer_lock_t);
  ~unique_lock();
  void lock();
  void unlock();
};
template <class M> class shared_lock {
public:
  explicit shared_lock(M &);
  ~shared_lock();
};
template <class M> class shared_lock_guard {
public:
  explicit shared_lock_guard(M &);
  ~shared_lock_guard();
};
template <class M> class upgrade_lock {
public:
  explicit upgrade_lock(M &);
  ~upgrade_lock();
};
template <class M> class upgrade_to_unique_lock {
public:
  explicit upgrade_to_unique_lock(upgrade_lock<M> &);
  ~upgrade_to_unique_lock();
};
class mutex {
public:
  using scoped_lock = unique_lock<mutex>;
  void lock();
  void unlock();
};
class recursive_mutex {
public:
  using scoped_lock = unique_lock<recursive_mutex>;
  void lock();
  void unlock();
};
class shared_mutex {
public:
  void lock();
  void unlock();
  void lock_shared();
  void unlock_shared();
  void lock_upgrade();
  void unlock_upgrade();
  void unlock_upgrade_and_lock();
  void unlock_and_lock_upgrade();
};
using upgrade_mutex = shared_mutex;
template <class T> class synchronized_value {
public:
  class ptr {
  public:
    ~ptr();
    T *operator->();
    T &operator*();
  };
  ptr operator->();
  ptr synchronize();
};
} // namespace boost
