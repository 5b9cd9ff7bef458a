// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A stand-in: the names and members that the tests use.
#pragma once
namespace tbb::detail::d1 {
template <class T> class blocked_range {
public:
  blocked_range(T, T);
  T begin() const;
  T end() const;
  unsigned long size() const;
};
template <class F> void parallel_for(int, int, const F &) {}
template <class R, class F> void parallel_for(const R &, const F &) {}
template <class I, class F> void parallel_for_each(I, I, const F &) {}
template <class R, class V, class F, class J>
V parallel_reduce(const R &, const V &v, const F &, const J &) {
  return v;
}
template <class R, class B> void parallel_reduce(const R &, B &) {}
template <class... F> void parallel_invoke(F &&...) {}
class task_group {
public:
  template <class F> void run(F &&) {}
  template <class F> void run_and_wait(const F &) {}
};
class task_arena {
public:
  explicit task_arena(int);
  template <class F> void enqueue(F &&) {}
  template <class F> void execute(F &&) {}
};
class graph {
public:
  void wait_for_all();
};
inline constexpr unsigned long unlimited = 0, serial = 1;
template <class I, class O> class function_node {
public:
  template <class F> function_node(graph &, unsigned long, F) {}
  bool try_put(const I &);
};
template <class A, class B> void make_edge(A &, B &) {}
} // namespace tbb::detail::d1
namespace tbb {
using detail::d1::blocked_range;
using detail::d1::parallel_for;
using detail::d1::parallel_for_each;
using detail::d1::parallel_invoke;
using detail::d1::parallel_reduce;
using detail::d1::task_arena;
using detail::d1::task_group;
namespace flow {
using detail::d1::function_node;
using detail::d1::graph;
using detail::d1::make_edge;
using detail::d1::serial;
using detail::d1::unlimited;
} // namespace flow
} // namespace tbb
