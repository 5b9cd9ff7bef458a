// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A stand-in: the names and members that the tests use.
#pragma once
namespace tbb::detail::d1 {
template <class Mutex> class unique_scoped_lock {
public:
  unique_scoped_lock();
  unique_scoped_lock(Mutex &);
  ~unique_scoped_lock();
  void acquire(Mutex &);
  bool try_acquire(Mutex &);
  void release();
};
template <class Mutex> class rw_scoped_lock {
public:
  rw_scoped_lock();
  rw_scoped_lock(Mutex &, bool write = true);
  ~rw_scoped_lock();
  void acquire(Mutex &, bool write = true);
  void release();
  bool upgrade_to_writer();
  bool downgrade_to_reader();
};
class spin_mutex {
public:
  using scoped_lock = unique_scoped_lock<spin_mutex>;
  void lock();
  void unlock();
};
class mutex {
public:
  using scoped_lock = unique_scoped_lock<mutex>;
};
class queuing_mutex {
public:
  using scoped_lock = unique_scoped_lock<queuing_mutex>;
};
class spin_rw_mutex {
public:
  using scoped_lock = rw_scoped_lock<spin_rw_mutex>;
};
class rw_mutex {
public:
  using scoped_lock = rw_scoped_lock<rw_mutex>;
};
class queuing_rw_mutex {
public:
  using scoped_lock = rw_scoped_lock<queuing_rw_mutex>;
};
} // namespace tbb::detail::d1
namespace tbb {
using detail::d1::mutex;
using detail::d1::queuing_mutex;
using detail::d1::queuing_rw_mutex;
using detail::d1::rw_mutex;
using detail::d1::spin_mutex;
using detail::d1::spin_rw_mutex;
} // namespace tbb
