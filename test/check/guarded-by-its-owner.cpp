// A table without a lock of its own is guarded by whoever owns it: what one owner locks says nothing of another's.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'
#include <map>
#include <mutex>

class Table {
public:
  void add(int key) { rows_[key] = 1; }
  void remove(int key) { rows_.erase(key); }
  // CHECK: guarded-by-its-owner.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'Table::rows_' is guarded by 'this->mutex_' at 2 of 3 accesses, but is read here without it
  bool has(int key) const { return rows_.count(key); }

private:
  std::map<int, int> rows_;
};

class Server {
public:
  void offer(int key) {
    std::lock_guard<std::mutex> lock(mutex_);
    offered_.add(key);
  }
  void stop(int key) {
    std::lock_guard<std::mutex> lock(mutex_);
    offered_.remove(key);
  }
  bool bad_offers(int key) const { return offered_.has(key); }

private:
  std::mutex mutex_;
  Table offered_;
};

class Client {
public:
  void ok_add(int key) {
    std::lock_guard<std::mutex> lock(consumer_);
    available_.add(key);
  }
  bool ok_has(int key) {
    std::lock_guard<std::mutex> lock(consumer_);
    return available_.has(key);
  }

private:
  std::mutex consumer_;
  Table available_;
};

// One thread's own: nobody locks it.
class Cache {
public:
  void ok_add(int key) { seen_.add(key); }
  bool ok_has(int key) { return seen_.has(key); }

private:
  Table seen_;
};
