// Whether the object that a constructor copies is locked is for its caller to see to.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'
#include <map>
#include <mutex>
#include <utility>

class Settings {
public:
  Settings() = default;
  // Nobody in sight copies one.
  Settings(const Settings &other) : values_(other.values_) {}
  Settings(Settings &&other) : values_(std::move(other.values_)) {}
  void set(int key, int value) {
    std::lock_guard<std::mutex> lock(mutex_);
    values_[key] = value;
  }
  void erase(int key) {
    std::lock_guard<std::mutex> lock(mutex_);
    values_.erase(key);
  }

private:
  std::mutex mutex_;
  std::map<int, int> values_;
};

class Routes {
public:
  Routes() = default;
  // CHECK: copied-unlocked.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'Routes::next_' is guarded by 'Routes::mutex_' at 2 of 3 accesses, but is read here without it
  Routes(const Routes &other) : next_(other.next_) {}
  void set(int key, int value) {
    std::lock_guard<std::mutex> lock(mutex_);
    next_[key] = value;
  }
  void erase(int key) {
    std::lock_guard<std::mutex> lock(mutex_);
    next_.erase(key);
  }
  Routes bad_snapshot() const { return *this; }
  Routes ok_snapshot() const {
    std::lock_guard<std::mutex> lock(mutex_);
    return *this;
  }

private:
  mutable std::mutex mutex_;
  std::map<int, int> next_;
};

// Another's map is not what is copied.
class Registry {
public:
  void add(int key) {
    std::lock_guard<std::mutex> lock(mutex_);
    entries_[key] = 1;
  }
  void remove(int key) {
    std::lock_guard<std::mutex> lock(mutex_);
    entries_.erase(key);
  }
  std::mutex mutex_;
  std::map<int, int> entries_;
};

class Entry {
public:
  // CHECK: copied-unlocked.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'Registry::entries_' is guarded by 'Registry::mutex_' at 2 of 3 accesses, but is written here without it
  explicit Entry(Registry &all) { all.entries_[7] = 1; }
};
