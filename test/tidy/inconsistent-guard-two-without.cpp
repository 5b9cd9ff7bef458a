// Half of a class without the lock may be how it is meant to be used: filled
// before the threads, read after them. One function alone is an oversight.
// RUN: %check_tidy %s
#include <map>
#include <mutex>

class Phases {
public:
  void ok_fill() {
    for (int i = 0; i < 9; ++i)
      values_[i] = i;
  }
  int ok_first() const { return values_.begin()->second; }
  void ok_set(int id) {
    std::lock_guard<std::mutex> lock(mu_);
    values_[id] = 1;
  }
  void ok_drop(int id) {
    std::lock_guard<std::mutex> lock(mu_);
    values_.erase(id);
  }

private:
  std::mutex mu_;
  std::map<int, int> values_;
};

// How many there are: two functions that lock are not enough.
class Counted {
public:
  int ok_count() const { return static_cast<int>(values_.size()); }
  void ok_set(int id) {
    std::lock_guard<std::mutex> lock(mu_);
    values_[id] = 1;
  }
  void ok_drop(int id) {
    std::lock_guard<std::mutex> lock(mu_);
    values_.erase(id);
  }

private:
  std::mutex mu_;
  std::map<int, int> values_;
};

class OftenLocked {
public:
  // CHECK: :[[#@LINE+1]]:59: warning: 'OftenLocked::values_' is guarded by 'OftenLocked::mu_' at 3 of 4 accesses, but is read here without it [maprace-inconsistent-guard]
  int bad_count() const { return static_cast<int>(values_.size()); }
  void ok_set(int id) {
    std::lock_guard<std::mutex> lock(mu_);
    values_[id] = 1;
  }
  void ok_drop(int id) {
    std::lock_guard<std::mutex> lock(mu_);
    values_.erase(id);
  }
  void ok_clear() {
    std::lock_guard<std::mutex> lock(mu_);
    values_.clear();
  }

private:
  std::mutex mu_;
  std::map<int, int> values_;
};

class Reader {
public:
  // CHECK: :[[#@LINE+1]]:42: warning: 'Reader::values_' is guarded by 'Reader::mu_' at 2 of 3 accesses, but is read here without it [maprace-inconsistent-guard]
  int bad_first() const { return values_.begin()->second; }
  void ok_set(int id) {
    std::lock_guard<std::mutex> lock(mu_);
    values_[id] = 1;
  }
  void ok_drop(int id) {
    std::lock_guard<std::mutex> lock(mu_);
    values_.erase(id);
  }

private:
  std::mutex mu_;
  std::map<int, int> values_;
};
