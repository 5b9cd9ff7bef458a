// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'

// Monitors of the user's own are known by their bodies.
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <thread>

template <class T> class Synchronized {
public:
  class Locked {
  public:
    explicit Locked(Synchronized &owner)
        : lock_(owner.mutex_), value_(&owner.value_) {}
    T *operator->() { return value_; }
    T &operator*() { return *value_; }

  private:
    std::unique_lock<std::mutex> lock_;
    T *value_;
  };
  Locked lock() { return Locked(*this); }
  Locked operator->() { return Locked(*this); }
  template <class F> auto with(F f) {
    std::lock_guard<std::mutex> held(mutex_);
    return f(value_);
  }
  T &unsafe() { return value_; }

private:
  std::mutex mutex_;
  T value_;
};

template <class T> class Shared {
public:
  template <class F> auto read(F &&f) const {
    std::shared_lock<std::shared_mutex> held(mutex_);
    return std::forward<F>(f)(value_);
  }
  template <class F> auto write(F &&f) {
    std::unique_lock<std::shared_mutex> held(mutex_);
    return std::forward<F>(f)(value_);
  }
  template <class F> auto wrong(F &&f) {
    std::shared_lock<std::shared_mutex> held(mutex_);
    return std::forward<F>(f)(value_);
  }

private:
  mutable std::shared_mutex mutex_;
  T value_;
};

// A pair of a lock and a pointer, as a smart pointer with a deleter.
template <class T> class Guarded {
public:
  struct Unlock {
    std::mutex *mutex;
    void operator()(T *) const { mutex->unlock(); }
  };
  using Handle = std::unique_ptr<T, Unlock>;
  Handle lock() {
    mutex_.lock();
    return Handle(&value_, Unlock{&mutex_});
  }

private:
  std::mutex mutex_;
  T value_;
};

using Map = std::map<int, int>;
struct Ok : Map {};

struct Tables {
  Synchronized<Map> ok_locked, ok_arrow, ok_with;
  Shared<Map> ok_shared;
  Guarded<Map> ok_handle;

  void run(int key) {
    {
      auto locked = ok_locked.lock();
      (*locked)[key] = 1;
      locked->erase(key);
    }
    ok_arrow->emplace(key, 1);
    ok_with.with([key](Map &map) { map[key] = 1; });
    ok_shared.read([key](const Map &map) { return map.count(key); });
    ok_shared.write([key](Map &map) { map[key] = 1; });
    auto handle = ok_handle.lock();
    handle->insert({key, 1});
  }
};

struct Leaky {
  Synchronized<Map> bad;
  Shared<Map> wrong;
  void run(int key) {
    bad.with([key](Map &map) { map.erase(key); });
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Synchronized::value_' is written
    bad.unsafe()[key] = 1;
    wrong.wrong([key](Map &map) {
      // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Shared::value_' is written
      map[key] = 1;
    });
  }
};

int main() {
  Tables tables;
  std::thread other([&tables] { tables.run(1); });
  tables.run(2);
  other.join();
  Leaky leaky;
  std::thread another([&leaky] { leaky.run(1); });
  leaky.run(2);
  another.join();
}
