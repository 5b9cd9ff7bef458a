// A helper is called with the reader's lock held, lets it go by the operation
// that serves both modes, and takes it as a writer.
// RUN: %maprace check %s -- -std=c++20 -pthread > %t.out 2>&1 || true
// RUN: FileCheck %s --input-file=%t.out --implicit-check-not=warning:
// RUN: not %maprace check %s -- -std=c++20 -pthread

#include <map>
#include <pthread.h>
#include <thread>

struct Users {
  pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
  std::map<int, int> changed, returned, kept, forgotten;

  void asWriter(int key) {
    if (!changed.contains(key)) {
      pthread_rwlock_unlock(&lock);
      pthread_rwlock_wrlock(&lock);
      changed[key] = 1;
      pthread_rwlock_unlock(&lock);
      pthread_rwlock_rdlock(&lock);
    }
    changed.contains(key);
  }
  bool leavesEarly(int key) {
    if (!returned.contains(key)) {
      pthread_rwlock_unlock(&lock);
      pthread_rwlock_wrlock(&lock);
      if (returned.contains(key))
        return false;
      returned[key] = 1;
      pthread_rwlock_unlock(&lock);
      pthread_rwlock_rdlock(&lock);
    }
    return true;
  }
  void takesNoneAgain(int key) {
    pthread_rwlock_unlock(&lock);
    forgotten[key] = 1;
    pthread_rwlock_rdlock(&lock);
  }
  void staysReader(int key) {
    pthread_rwlock_unlock(&lock);
    pthread_rwlock_rdlock(&lock);
    kept[key] = 1;
  }

  void serve() {
    for (int i = 0; i < 1000; ++i) {
      pthread_rwlock_rdlock(&lock);
      asWriter(i);
      leavesEarly(i);
      takesNoneAgain(i);
      staysReader(i);
      pthread_rwlock_unlock(&lock);
    }
  }
  void put(int key) {
    pthread_rwlock_wrlock(&lock);
    changed[key] = returned[key] = kept[key] = forgotten[key] = 2;
    pthread_rwlock_unlock(&lock);
  }
};
// CHECK: warning: 'Users::forgotten' is written here without a lock
// CHECK: warning: 'Users::kept' is written by 'operator[]' while only a shared (reader's) lock on 'Users::lock' is held

int main() {
  Users users;
  std::thread server(&Users::serve, &users), other(&Users::serve, &users);
  for (int i = 0; i < 1000; ++i)
    users.put(i);
  server.join();
  other.join();
}
