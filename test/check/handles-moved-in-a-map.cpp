// Threads in a map are joined wherever the map is moved to.
// RUN: not %maprace check %s -- -std=c++20 -pthread | FileCheck %s '--implicit-check-not={{warning|error}}:'
#include <map>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <utility>

using Hits = std::unordered_map<int, int>;
using Threads = std::map<int, std::thread>;

class Server {
public:
  void connect(int key) {
    std::lock_guard lock(mutex_);
    threads_[key] = std::thread([this, key] { serve(key); });
  }
  void ok_moved() {
    std::unique_lock lock(mutex_);
    Threads last = std::move(threads_);
    lock.unlock();
    joinAll(last);
    moved_.clear();
  }
  void ok_assigned() {
    Threads last;
    {
      std::lock_guard lock(mutex_);
      last = std::move(threads_);
    }
    joinAll(last);
    assigned_.clear();
  }
  void ok_swapped() {
    Threads last;
    {
      std::lock_guard lock(mutex_);
      last.swap(threads_);
    }
    joinAll(last);
    swapped_.clear();
  }
  void ok_exchanged() {
    std::unique_lock lock(mutex_);
    Threads last = std::exchange(threads_, {});
    lock.unlock();
    joinAll(last);
    exchanged_.clear();
  }
  void ok_cleared() {
    workers_[1] = std::jthread([this] { cleared_[1] = 1; });
    workers_.clear();
    cleared_[2] = 2;
  }
  void bad_other_map() {
    Threads last;
    {
      std::lock_guard lock(mutex_);
      last = std::move(others_);
    }
    joinAll(last);
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Server::hits_' is written here
    hits_.clear();
    joinAll(threads_);
  }

private:
  static void joinAll(Threads &threads) {
    for (auto &[key, thread] : threads)
      thread.join();
  }
  void serve(int key) {
    for (int i = 0; i < 999; ++i) {
      std::lock_guard lock(mutex_);
      moved_[i] = assigned_[i] = swapped_[i] = exchanged_[i] = key;
      hits_[i] = key;
    }
  }

  std::mutex mutex_;
  Threads threads_, others_;
  std::map<int, std::jthread> workers_;
  Hits moved_, assigned_, swapped_, exchanged_, cleared_, hits_;
};

int main() {
  Server other, moved, assigned, swapped, exchanged;
  for (int i = 0; i < 9; ++i)
    other.connect(i);
  other.bad_other_map();
  for (int i = 0; i < 9; ++i) {
    moved.connect(i);
    assigned.connect(i);
    swapped.connect(i);
    exchanged.connect(i);
  }
  moved.ok_moved();
  moved.ok_cleared();
  assigned.ok_assigned();
  swapped.ok_swapped();
  exchanged.ok_exchanged();
}
