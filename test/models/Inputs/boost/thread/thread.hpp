// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A stand-in: the names and members that the tests use.
#pragma once
namespace boost {
class thread {
public:
  template <class F> explicit thread(F f) {}
  ~thread();
  void join();
};
class thread_group {
public:
  template <class F> thread *create_thread(F f) { return nullptr; }
  void add_thread(thread *);
  void join_all();
};
template <class C = void> class scoped_thread {
public:
  template <class F> explicit scoped_thread(F f) {}
  ~scoped_thread();
};
enum class launch { async, deferred };
template <class T> class future {
public:
  future();
  future(future &&);
  ~future();
  T get();
};
template <class F> future<int> async(launch, F &&) {
  return {};
}
} // namespace boost
