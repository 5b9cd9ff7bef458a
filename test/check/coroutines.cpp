// What is left of a coroutine at a suspension runs where its handle is resumed.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'

#include <coroutine>
#include <exception>
#include <functional>
#include <map>
#include <thread>

struct Detached {
  struct promise_type {
    Detached get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
};

struct HopTo {
  std::thread *thread;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> h) const {
    std::thread *target = thread;
    *target = std::thread([h] { h.resume(); });
  }
  void await_resume() const noexcept {}
};

std::map<int, int> before, after, twice, joined;

Detached bad_after(std::thread &out) {
  before[1] = 1;
  co_await HopTo{&out};
  // CHECK: coroutines.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'after' is written here without a lock
  after[1] = 1;
}

Detached bad_local(std::map<int, int> *where, std::thread &out) {
  auto &alias = *where;
  co_await HopTo{&out};
  // CHECK: coroutines.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'twice' is written here without a lock
  alias[1] = 1;
}

Detached ok_joined(std::thread &out) {
  co_await HopTo{&out};
  joined[1] = 1;
}

// The same with a function object in the place of the handle.
std::map<int, int> posted;
void hop(std::function<void()> rest, std::thread &out) {
  out = std::thread([rest] { rest(); });
}

int main() {
  std::thread a, b, c, d;
  bad_after(a);
  before[2] = 2;
  after[2] = 2;
  bad_local(&twice, b);
  twice[2] = 2;
  ok_joined(c);
  c.join();
  joined[2] = 2;
  // CHECK: coroutines.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'posted' is written here without a lock
  hop([] { posted[1] = 1; }, d);
  posted[2] = 2;
  d.join();
  a.join();
  b.join();
}
