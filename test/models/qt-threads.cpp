// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: not %maprace check %s -- -std=c++20 -isystem %S/Inputs | FileCheck %s '--implicit-check-not={{warning|error}}:'

#include <QFuture>
#include <QRunnable>
#include <QThread>
#include <QThreadPool>
#include <QtConcurrent>
#include <map>
#include <mutex>

std::mutex mutex;
std::map<int, int> bad_run, bad_create, bad_concurrent, bad_mapped, bad_runnable;
std::map<int, int> ok_run, ok_waited, ok_create, ok_concurrent, ok_mapped;
std::map<int, int> ok_runnable, bad_member, bad_twice;

void locked(std::map<int, int> &map, int key) {
  std::lock_guard<std::mutex> held(mutex);
  map[key] = 1;
}

class Worker : public QThread {
public:
  void run() override {
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad_run' is written
    bad_run[1] = 1;
    locked(ok_run, 1);
    ok_waited[1] = 1;
  }
};

void worker() {
  Worker worker;
  worker.start();
  bad_run[2] = 1;
  locked(ok_run, 2);
  worker.wait();
  ok_waited[2] = 1;
}

void created() {
  QThread *thread = QThread::create([] {
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad_create' is written
    bad_create[1] = 1;
    ok_create[1] = 1;
  });
  thread->start();
  bad_create[2] = 1;
  thread->wait();
  ok_create[2] = 1;
  delete thread;
}

struct Service {
  void work(int key) {
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad_member' is written
    bad_member[key] = 1;
  }
};

void concurrent() {
  QFuture<void> future = QtConcurrent::run([] {
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad_concurrent' is written
    bad_concurrent[1] = 1;
    ok_concurrent[1] = 1;
  });
  bad_concurrent[2] = 1;
  future.waitForFinished();
  ok_concurrent[2] = 1;
  Service service;
  for (int i = 0; i < 4; ++i)
    QtConcurrent::run(&service, &Service::work, i);
}

void mapped() {
  QVector<int> keys;
  QtConcurrent::blockingMap(keys, [](int &key) {
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad_mapped' is written
    bad_mapped[key] = 1;
    locked(ok_mapped, key);
  });
  ok_mapped[1] = 1;
  QFuture<void> future = QtConcurrent::map(keys, [](int &key) {
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad_twice' is written
    bad_twice[key] = 1;
  });
  future.waitForFinished();
}

class Task : public QRunnable {
public:
  void run() override {
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad_runnable' is written
    bad_runnable[1] = 1;
    locked(ok_runnable, 1);
  }
};

void pool() {
  QThreadPool pool;
  for (int i = 0; i < 4; ++i)
    pool.start(new Task);
  pool.waitForDone();
  ok_runnable[1] = 1;
}

int main() {
  worker();
  created();
  concurrent();
  mapped();
  pool();
}
