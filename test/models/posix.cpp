// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'

// POSIX threads with a static trampoline, and POSIX locks.
#include <map>
#include <pthread.h>
#include <semaphore.h>

struct Server {
  pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
  pthread_rwlock_t rw = PTHREAD_RWLOCK_INITIALIZER;
  pthread_spinlock_t spin;
  sem_t one;
  std::map<int, int> ok_mutex, ok_rw, ok_spin, ok_try, ok_joined, ok_sem;
  std::map<int, int> bad_plain, bad_rw, bad_try, bad_spin;

  Server() {
    pthread_spin_init(&spin, 0);
    sem_init(&one, 0, 1);
  }
  static void *trampoline(void *self) {
    static_cast<Server *>(self)->run(1);
    static_cast<Server *>(self)->ok_joined[1] = 1;
    return nullptr;
  }
  void run(int key) {
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Server::bad_plain' is written
    bad_plain[key] = 1;
    pthread_mutex_lock(&mutex);
    ok_mutex[key] = 1;
    pthread_mutex_unlock(&mutex);
    pthread_rwlock_rdlock(&rw);
    ok_rw.find(key);
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Server::bad_rw' is written
    bad_rw[key] = 1;
    pthread_rwlock_unlock(&rw);
    pthread_rwlock_wrlock(&rw);
    ok_rw[key] = 1;
    pthread_rwlock_unlock(&rw);
    pthread_spin_lock(&spin);
    ok_spin[key] = 1;
    pthread_spin_unlock(&spin);
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Server::bad_spin' is written
    bad_spin[key] = 1;
    if (pthread_mutex_trylock(&mutex) == 0) {
      ok_try[key] = 1;
      pthread_mutex_unlock(&mutex);
    } else {
      // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Server::bad_try' is written
      bad_try[key] = 1;
    }
    sem_wait(&one);
    ok_sem[key] = 1;
    sem_post(&one);
  }
};

int main() {
  Server server;
  pthread_t thread;
  pthread_create(&thread, nullptr, &Server::trampoline, &server);
  server.run(2);
  pthread_join(thread, nullptr);
  server.ok_joined[2] = 1;
}
