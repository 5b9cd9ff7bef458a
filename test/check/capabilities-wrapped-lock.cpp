// A declaration that names a user's own mutex means the lock inside it.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'
#include <map>
#include <pthread.h>

#define ATTR(x) __attribute__((x))

class ATTR(capability("mutex")) MutexLock {
public:
  void lock() ATTR(acquire_capability()) { pthread_mutex_lock(&mutex_); }
  void unlock() ATTR(release_capability()) { pthread_mutex_unlock(&mutex_); }

private:
  pthread_mutex_t mutex_ = PTHREAD_MUTEX_INITIALIZER;
};

class ATTR(scoped_lockable) MutexLockGuard {
public:
  explicit MutexLockGuard(MutexLock &mutex) ATTR(acquire_capability(mutex))
      : mutex_(mutex) {
    mutex_.lock();
  }
  ~MutexLockGuard() ATTR(release_capability()) { mutex_.unlock(); }

private:
  MutexLock &mutex_;
};

class Inspector {
public:
  void ok_add(int id) {
    MutexLockGuard lock(mutex_);
    modules_[id] = 1;
  }
  void bad_add(int id) {
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Inspector::modules_' is written here without 'Inspector::mutex_', which guards it by its declaration
    modules_[id] = 2;
  }

private:
  MutexLock mutex_;
  std::map<int, int> modules_ ATTR(guarded_by(mutex_));
};

Inspector inspector;
void add(int id) { inspector.ok_add(id), inspector.bad_add(id); }
