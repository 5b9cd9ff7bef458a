// A reader/writer lock of one's own, made of plain variables under a mutex: its
// members tell together what it does.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'
#include <condition_variable>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <thread>

class RwLock {
public:
  void lock_shared() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return !writing_; });
    ++readers_;
  }
  void unlock_shared() {
    std::lock_guard lock(mutex_);
    if (--readers_ == 0)
      changed_.notify_all();
  }
  void lock() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return !writing_ && readers_ == 0; });
    writing_ = true;
  }
  void unlock() {
    std::lock_guard lock(mutex_);
    writing_ = false;
    changed_.notify_all();
  }

private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int readers_ = 0;
  bool writing_ = false;
};

RwLock lock;
std::map<int, int> ok_names, bad_names;

void work() {
  for (int i = 0; i < 100; ++i) {
    {
      std::unique_lock<RwLock> writer(lock);
      ok_names[i] = i;
    }
    std::shared_lock<RwLock> reader(lock);
    ok_names.find(i);
  }
  for (int i = 0; i < 1000; ++i) {
    std::shared_lock<RwLock> reader(lock);
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad_names' is written by 'operator[]' while only a shared (reader's) lock on 'lock' is held
    bad_names[i] = i;
  }
}

int main() {
  std::thread a(work), b(work);
  a.join();
  b.join();
}
