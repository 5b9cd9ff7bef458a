// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: not %maprace check %s -- -std=c++20 -isystem %S/Inputs | FileCheck %s '--implicit-check-not={{warning|error}}:'

// What is connected to an object that was moved to a thread runs there, one
// after the other; the rest runs in the main loop, or, if it is connected
// directly, where the signal is sent.
#include <QCoreApplication>
#include <QThread>
#include <QTimer>
#include <map>
#include <mutex>

class Worker : public QObject {
  Q_OBJECT
public:
  std::mutex mutex;
  std::map<int, int> bad_moved, bad_text, bad_early, bad_invoked, bad_tick;
  std::map<int, int> bad_named, ok_between, ok_locked, ok_stopped;
public slots:
  void process(int key) {
    // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Worker::bad_moved' is written
    bad_moved[key] = 1;
    ok_between[key] = 1;
    ok_stopped[key] = 1;
    std::lock_guard<std::mutex> held(mutex);
    ok_locked[key] = 1;
    emit done(key);
  }
  void early() {
    // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Worker::bad_early' is written
    bad_early[1] = 1;
    ok_between.clear();
  }
  void text(int key) {
    // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Worker::bad_text' is written
    bad_text[key] = 1;
    ok_between.erase(key);
  }
  void named() {
    // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Worker::bad_named' is written
    bad_named[1] = 1;
  }
  void tick() {
    // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Worker::bad_tick' is written
    bad_tick.clear();
    ok_between.clear();
  }
signals:
  void done(int key);
};

class Controller : public QObject {
  Q_OBJECT
public:
  Controller() : thread(new QThread(this)), worker(new Worker) {
    connect(this, &Controller::asked, worker, &Worker::early);
    worker->moveToThread(thread);
    connect(this, &Controller::asked, worker, &Worker::process,
            Qt::QueuedConnection);
    connect(this, SIGNAL(asked(int)), worker, SLOT(text(int)));
    connect(&timer, &QTimer::timeout, worker, &Worker::tick);
    connect(worker, &Worker::done, this, &Controller::handle);
    connect(worker, &Worker::done, [this](int key) {
      bad_sent[key] = 1;
    });
    connect(worker, &Worker::done, this, &Controller::sentTo,
            Qt::DirectConnection);
    connect(thread, &QThread::started, [this] {
      // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Controller::bad_started' is written
      bad_started[1] = 1;
    });
    connect(thread, &QThread::finished, worker, &QObject::deleteLater);
    thread->start();
  }
  ~Controller() {
    thread->quit();
    thread->wait();
    worker->ok_stopped.clear();
  }
  void ask() {
    ok_main[1] = 1;
    emit asked(1);
    QMetaObject::invokeMethod(worker, [this] {
      // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Worker::bad_invoked' is written
      worker->bad_invoked[1] = 1;
      worker->ok_between[2] = 2;
    });
    QMetaObject::invokeMethod(worker, "named", Qt::QueuedConnection);
    worker->bad_invoked.find(1);
  }
  void look() {
    worker->bad_moved.find(1);
    worker->bad_early.find(1);
    worker->bad_text.find(1);
    worker->bad_named.find(1);
    worker->bad_tick.find(1);
    // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Controller::bad_sent' is read
    bad_sent.find(1);
    // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Controller::bad_direct' is read
    bad_direct.find(1);
    bad_started.find(1);
    ok_main.find(1);
    std::lock_guard<std::mutex> held(worker->mutex);
    worker->ok_locked.find(1);
  }
signals:
  void asked(int key);
private slots:
  void handle(int key) { ok_main[key] = 2; }
  void sentTo(int key) {
    bad_direct[key] = 1;
  }

private:
  QThread *thread;
  Worker *worker;
  QTimer timer;
  std::map<int, int> bad_sent, bad_direct, bad_started, ok_main;
};

// Lives in the thread that made it, which runs the main loop.
class Cache : public QObject {
  Q_OBJECT
public:
  Cache() {
    connect(&timer, &QTimer::timeout, this, &Cache::expire);
    QTimer::singleShot(10, this, SLOT(warm()));
    ok_own[1] = 1;
  }
  std::map<int, int> bad_shared, bad_warm, ok_own;

private slots:
  void expire() {
    // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Cache::bad_shared' is written
    bad_shared.clear();
    ok_own.clear();
  }
  void warm() {
    // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Cache::bad_warm' is written
    bad_warm[1] = 1;
    ok_own[1] = 1;
  }

private:
  QTimer timer;
};

// A thread of the class's own that runs an event loop in the end.
class Reader : public QThread {
public:
  explicit Reader(Cache &cache) : cache(cache) {}
  void run() override {
    cache.bad_shared.find(1);
    cache.bad_warm.find(1);
    ok_inside[1] = 1;
    exec();
  }
  std::map<int, int> ok_inside;

private:
  Cache &cache;
};

int main(int argc, char **argv) {
  QCoreApplication application(argc, argv);
  Controller controller;
  controller.ask();
  controller.look();
  Cache cache;
  cache.ok_own.clear();
  Reader reader(cache);
  reader.start();
  int result = application.exec();
  reader.wait();
  reader.ok_inside.clear();
  return result;
}
