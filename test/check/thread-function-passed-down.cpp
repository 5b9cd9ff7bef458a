// A thread class of the user's own gets the function that it runs from far above: that is what the thread does, not a
// task that somebody hands to it while it runs.
// RUN: not %maprace check %s -- -std=c++20 -pthread | FileCheck %s '--implicit-check-not={{warning|error}}:'
#include <map>
#include <pthread.h>
#include <unistd.h>

typedef void (*Routine)(void *);

class Worker {
public:
  void start(Routine routine, void *argument) {
    routine_ = routine;
    argument_ = argument;
    pthread_create(&thread_, nullptr, run, this);
  }

private:
  static void *run(void *self) {
    Worker *worker = static_cast<Worker *>(self);
    worker->routine_(worker->argument_);
    return nullptr;
  }
  Routine routine_ = nullptr;
  void *argument_ = nullptr;
  pthread_t thread_;
};

class Context {
public:
  void start(Worker &worker, Routine routine, void *argument) {
    worker.start(routine, argument);
  }
};

class Poller {
public:
  virtual ~Poller() = default;
  void start(Context &context) { context.start(worker_, routine, this); }
  virtual void loop() = 0;

private:
  static void routine(void *self) { static_cast<Poller *>(self)->loop(); }
  Worker worker_;
};

// Each has timers of its own.
class Timers : public Poller {
  void loop() override { ok_timers_[1] = 1; }
  std::map<int, int> ok_timers_;
};

class Events : public Poller {
public:
  explicit Events(std::map<int, int> &all) : bad_all_(all) {}

private:
  // CHECK: thread-function-passed-down.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'all' is written here without a lock, and two threads may do so at once
  void loop() override { bad_all_[1] = 1; }
  std::map<int, int> &bad_all_;
};

class Owner {
public:
  explicit Owner(Poller *poller) : poller_(poller) {}
  void start(Context &context) { poller_->start(context); }

private:
  Poller *poller_;
};

bool startTimers(Context &context, int n) {
  for (int i = 0; i < n; ++i) {
    Owner *owner = new Owner(new Timers);
    if (!owner)
      return false;
    owner->start(context);
  }
  return true;
}

int main(int n, char **) {
  Context context;
  startTimers(context, n);
  std::map<int, int> all;
  for (int i = 0; i < n; ++i) {
    Owner *owner = new Owner(new Events(all));
    owner->start(context);
  }
  sleep(1);
  _exit(0);
}
