// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A stand-in: the names and members that the tests use.
#pragma once

#include <cstddef>
#include <functional>

namespace folly {

template <class F> using Function = std::function<F>;
using Func = Function<void()>;

class Executor {
public:
  virtual ~Executor();
  virtual void add(Func) = 0;
};
class ThreadPoolExecutor : public Executor {
public:
  void stop();
  void join();
};
class CPUThreadPoolExecutor : public ThreadPoolExecutor {
public:
  explicit CPUThreadPoolExecutor(size_t threads);
  ~CPUThreadPoolExecutor() override;
  void add(Func) override;
};
class EventBase : public Executor {
public:
  ~EventBase() override;
  void add(Func) override;
  void runInEventBaseThread(Func) noexcept;
  void loopForever();
};

struct Unit {};
template <class T> class Future {
public:
  template <class F> Future<T> thenValue(F &&f) &&;
  T get() &&;
};
template <class F> Future<Unit> via(Executor *executor, F &&f);

} // namespace folly
