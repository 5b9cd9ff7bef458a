// What attributes promise of locks whose bodies are not in sight is believed, in
// the present spelling and in the old one.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'
// RUN: not %maprace check %s -- -std=c++20 -DOLD | FileCheck %s '--implicit-check-not={{warning|error}}:'
#include <map>
#include <thread>

#define ATTR(x) __attribute__((x))
#ifdef OLD
#define CAPABILITY ATTR(lockable)
#define ACQUIRE(...) ATTR(exclusive_lock_function(__VA_ARGS__))
#define ACQUIRE_SHARED(...) ATTR(shared_lock_function(__VA_ARGS__))
#define RELEASE(...) ATTR(unlock_function(__VA_ARGS__))
#define RELEASE_SHARED(...) ATTR(unlock_function(__VA_ARGS__))
#define TRY(...) ATTR(exclusive_trylock_function(__VA_ARGS__))
#define ASSERT(...) ATTR(assert_exclusive_lock(__VA_ARGS__))
#define REQUIRES(...) ATTR(exclusive_locks_required(__VA_ARGS__))
#define REQUIRES_SHARED(...) ATTR(shared_locks_required(__VA_ARGS__))
#else
#define CAPABILITY ATTR(capability("mutex"))
#define ACQUIRE(...) ATTR(acquire_capability(__VA_ARGS__))
#define ACQUIRE_SHARED(...) ATTR(acquire_shared_capability(__VA_ARGS__))
#define RELEASE(...) ATTR(release_capability(__VA_ARGS__))
#define RELEASE_SHARED(...) ATTR(release_shared_capability(__VA_ARGS__))
#define TRY(...) ATTR(try_acquire_capability(__VA_ARGS__))
#define ASSERT(...) ATTR(assert_capability(__VA_ARGS__))
#define REQUIRES(...) ATTR(requires_capability(__VA_ARGS__))
#define REQUIRES_SHARED(...) ATTR(requires_shared_capability(__VA_ARGS__))
#endif
#define SCOPED __attribute__((scoped_lockable))
#define EXCLUDES(...) __attribute__((locks_excluded(__VA_ARGS__)))
#define RETURNS(x) __attribute__((lock_returned(x)))

struct CAPABILITY Mutex {
  void Lock() ACQUIRE();
  void ReaderLock() ACQUIRE_SHARED();
  void Unlock() RELEASE();
  void ReaderUnlock() RELEASE_SHARED();
  bool TryLock() TRY(true);
  int TryLockOrError() TRY(0);
  void AssertHeld() ASSERT();
};

struct SCOPED MutexLock {
  explicit MutexLock(Mutex *mu) ACQUIRE(mu);
  ~MutexLock() RELEASE();
  void Unlock() RELEASE();
};

struct SCOPED ReaderLock {
  explicit ReaderLock(Mutex &mu) ACQUIRE_SHARED(mu);
  ~ReaderLock() RELEASE();
};

void lockIt(Mutex &mu) ACQUIRE(mu);
void unlockIt(Mutex &mu) RELEASE(mu);

struct Cache {
  std::map<int, int> byMember, byGuard, byFunction, byTry, byError, byAssert;
  std::map<int, int> byGetter, byReaders, early, badTry, badReaders;

  Mutex &mutex() RETURNS(mu);

  void ok_required() REQUIRES(mu) { byMember[1] = 1; }
  int ok_read() REQUIRES_SHARED(mu) { return byReaders.count(1); }

  void ok_run() EXCLUDES(mu) {
    mu.Lock();
    ok_required();
    mu.Unlock();
    {
      MutexLock lock(&mu);
      byGuard[1] = 1;
    }
    lockIt(mu);
    byFunction[1] = 1;
    unlockIt(mu);
    if (mu.TryLock()) {
      byTry[1] = 1;
      mu.Unlock();
    }
    if (mu.TryLockOrError() == 0) {
      byError[1] = 1;
      mu.Unlock();
    }
    {
      MutexLock lock(&mutex());
      byGetter[1] = 1;
    }
    {
      ReaderLock lock(mu);
      ok_read();
    }
    MutexLock lock(&mu);
    byReaders[1] = 1;
    ok_assert();
  }
  void ok_assert() {
    mu.AssertHeld();
    byAssert[1] = 1;
  }

  void bad_run() {
    MutexLock lock(&mu);
    lock.Unlock();
    // CHECK: capabilities-declared-lock.cpp:[[#@LINE+1]]:5: warning: 'Cache::early' is written here without a lock
    early[1] = 1;
    mu.TryLock();
    // CHECK: capabilities-declared-lock.cpp:[[#@LINE+1]]:5: warning: 'Cache::badTry' is written here without a lock
    badTry[1] = 1;
    ReaderLock readers(mu);
    // CHECK: capabilities-declared-lock.cpp:[[#@LINE+1]]:5: warning: 'Cache::badReaders' is written {{.*}}only a shared (reader's) lock
    badReaders[1] = 1;
  }

private:
  Mutex mu;
};

int main() {
  Cache cache;
  auto run = [&] {
    cache.ok_run();
    cache.bad_run();
  };
  std::thread first(run), second(run);
  first.join();
  second.join();
}
