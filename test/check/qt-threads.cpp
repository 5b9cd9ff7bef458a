// Qt's ways to run something elsewhere: a thread class, a pool's runnables, a member function.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'

#include <map>

class QThread {
public:
  virtual ~QThread();
  enum Priority { Low };
  void start(Priority priority = Low);
  bool wait();

protected:
  virtual void run();
};
class QRunnable {
public:
  virtual ~QRunnable();
  virtual void run() = 0;
};
class QThreadPool {
public:
  void start(QRunnable *runnable, int priority = 0);
  bool waitForDone(int milliseconds = -1);
};
namespace QtConcurrent {
template <class T, class C> void run(T *object, void (C::*member)());
}

class Registry {
public:
  // CHECK: qt-threads.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'Registry::names_' is written here without a lock
  void add(int id) { names_[id] = id; }
  // CHECK: qt-threads.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'Registry::biomes_' is written here without a lock
  int biome(int id) { return biomes_[id]; }
  // CHECK: qt-threads.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'Registry::mounts_' is written here without a lock
  void mount() { mounts_.clear(); }
  int mounts() { return mounts_.size(); }

private:
  std::map<int, int> names_, biomes_, mounts_;
};
static Registry registry;

class Loader : public QThread {
  void run() override { registry.add(1); }
};
class Renderer : public QRunnable {
  void run() override { registry.biome(1); }
};

int main() {
  registry.add(0);
  Loader loader;
  loader.start(QThread::Low);
  registry.add(2);
  loader.wait();
  registry.add(3);

  QThreadPool pool;
  for (int i = 0; i < 4; ++i)
    pool.start(new Renderer);
  pool.waitForDone();
  registry.biome(2);

  QtConcurrent::run(&registry, &Registry::mount);
  return registry.mounts();
}
