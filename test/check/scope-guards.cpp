// What a scope guard does at the end of its scope it does unless it was
// disarmed: a lock that was let go for a while is held again.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'
#include <map>
#include <mutex>
#include <thread>
#include <utility>

template <typename F> class AtEnd {
public:
  explicit AtEnd(F f) : f_(std::move(f)) {}
  AtEnd(AtEnd &&) noexcept = default;
  ~AtEnd() {
    if (armed_)
      f_();
  }
  void disarm() { armed_ = false; }

private:
  F f_;
  bool armed_ = true;
};
template <typename F> AtEnd<F> atEnd(F f) { return AtEnd<F>(std::move(f)); }

template <typename F> class Unless {
public:
  explicit Unless(F f) : f_(std::move(f)), dismissed_(false) {}
  Unless(const Unless &) = delete;
  ~Unless() {
    if (!dismissed_)
      f_();
  }

private:
  F f_;
  bool dismissed_;
};

// This one says no at first, and yes once it has the lock.
class OwnGuard {
public:
  explicit OwnGuard(std::mutex &mutex) : mutex_(mutex), locked_(false) {
    mutex_.lock();
    locked_ = true;
  }
  ~OwnGuard() {
    if (locked_)
      mutex_.unlock();
  }

private:
  std::mutex &mutex_;
  bool locked_;
};

void readBlocks();

class Cache {
public:
  void flush() {
    std::unique_lock<std::mutex> lock(mutex_);
    for (int i = 0; i < 3; ++i)
      flushPiece(i, lock);
    ok_pieces.clear();
  }
  void drop(int i) {
    OwnGuard guard(mutex_);
    ok_pieces.erase(i);
  }
  void bad_drop(int i) {
    { OwnGuard guard(mutex_); }
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Cache::bad_pieces' is written here without a lock, while another thread may write it
    bad_pieces.erase(i);
  }
  std::map<int, int> ok_pieces, bad_pieces;

private:
  void flushPiece(int i, std::unique_lock<std::mutex> &lock) {
    {
      lock.unlock();
      auto relock = atEnd([&] { lock.lock(); });
      readBlocks();
    }
    ok_pieces.erase(i);
    {
      lock.unlock();
      Unless relock([&] { lock.lock(); });
      readBlocks();
    }
    ok_pieces.erase(i);
  }
  std::mutex mutex_;
};

void readBlocks() {}

int main() {
  Cache cache;
  auto work = [&] {
    cache.flush();
    cache.drop(1);
    cache.bad_drop(2);
  };
  std::thread a(work), b(work);
  a.join();
  b.join();
}
