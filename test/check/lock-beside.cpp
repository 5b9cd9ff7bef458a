// Tier D: nobody ever locks for the map, but the code locks for what lies beside it. Not told unless it is asked for.
// RUN: not %maprace check --tiers D %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'
// RUN: %maprace check %s -- -std=c++20 | FileCheck %s --check-prefix=NONE
// RUN: %maprace explain %s:25 -- -std=c++20 | FileCheck %s --check-prefix=WHY
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

class OwnLock {
public:
  explicit OwnLock(std::mutex &mutex) : mutex_(mutex) { mutex_.lock(); }
  ~OwnLock() { mutex_.unlock(); }

private:
  std::mutex &mutex_;
};

class Registry {
public:
  void enqueue(int id) { OwnLock lock(mutex_); queue_.push_back(id); }
  // CHECK: lock-beside.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'Registry::names_' is written here without a lock, though the code locks 'Registry::mutex_' for what lies beside it [maprace-unguarded-access]
  void name(int id, const std::string &text) { names_[id] = text; }
  // CHECK: note: for example, 'find' reads 'Registry::names_' here in 'Registry::known' without a lock
  bool known(int id) const { return names_.find(id) != names_.end(); }
  // CHECK: note: no second thread is in sight, and nobody locks for 'Registry::names_', but the code locks 'Registry::mutex_' for what lies beside it

private:
  std::mutex mutex_;
  std::vector<int> queue_;
  std::map<int, std::string> names_;
};
// NONE-NOT: warning:
// NONE: maprace: no findings; 1 of 1
// WHY: found on evidence of tier D (the code locks for what lies beside the map), which is not to be reported: 'Registry::names_' is written here

// A static map beside a static lock.
static std::mutex count_mutex;
static int count = 0;
static std::map<int, int> slots;
int next() {
  std::lock_guard<std::mutex> lock(count_mutex);
  return ++count;
}
// CHECK: lock-beside.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'slots' is written here without a lock, though the code locks 'count_mutex' for what lies beside it
int slot(int id) { return slots[id]; }

// It is locked somewhere: tier C judges that.
class Guarded {
public:
  void ok_add(int id) {
    std::lock_guard<std::mutex> lock(mutex_);
    names_[id] = id;
  }
  bool ok_has(int id) {
    std::lock_guard<std::mutex> lock(mutex_);
    return names_.count(id) != 0;
  }

private:
  std::mutex mutex_;
  std::map<int, int> names_;
};

// The lock belongs to an object that this one only knows.
class Reader {
public:
  explicit Reader(std::mutex &others) : others_(&others) {}
  int ok_size() {
    std::lock_guard<std::mutex> lock(*others_);
    return 1;
  }
  void ok_name(int id) { names_[id] = id; }

private:
  std::mutex *others_;
  std::map<int, int> names_;
};

// It is filled by the constructor, and read only.
class Table {
public:
  Table() { names_[1] = 1; }
  void ok_tick() {
    std::lock_guard<std::mutex> lock(mutex_);
    ++ticks_;
  }
  bool ok_has(int id) const { return names_.count(id) != 0; }

private:
  std::mutex mutex_;
  int ticks_ = 0;
  std::map<int, int> names_;
};

// A variable that names the thread that uses the object is no lock.
class OfOneThread {
public:
  void ok_run() { thread_ = std::this_thread::get_id(); }
  void ok_name(int id) { names_[id] = id; }

private:
  std::thread::id thread_;
  std::map<int, int> names_;
};
