// Two locks that lie beside the map, and nobody holds both; or one lock of two
// objects.
// RUN: %check_tidy %s
#include <map>
#include <mutex>

class Stats {
public:
  void fill() {
    for (int i = 0; i < 9; ++i)
      values_[i] = i;
  }
  int total() const { return static_cast<int>(values_.size()); }
  void ok_set(int id) {
    std::lock_guard<std::mutex> lock(mu_);
    values_[id] = 1;
  }
  void bad_drop(int id) {
    std::lock_guard<std::mutex> lock(statsMu_);
    // CHECK: :[[#@LINE+1]]:13: warning: 'Stats::values_' is guarded by 'Stats::mu_' at 1 of 4 accesses, but is written here under 'Stats::statsMu_' only [maprace-inconsistent-guard]
    values_.erase(id);
  }

private:
  std::mutex mu_, statsMu_;
  std::map<int, int> values_;
};

class Node {
public:
  void fill() {
    for (int i = 0; i < 9; ++i)
      values_[i] = i;
  }
  int total() const { return static_cast<int>(values_.size()); }
  void ok_set(int id) {
    std::lock_guard<std::mutex> lock(mu_);
    values_[id] = 1;
  }
  void bad_drop(int id) {
    std::lock_guard<std::mutex> lock(peer_->mu_);
    // CHECK: :[[#@LINE+1]]:13: warning: 'Node::values_' is guarded by 'Node::mu_' at 1 of 4 accesses, but is written here under 'this->peer_->mu_' only [maprace-inconsistent-guard]
    values_.erase(id);
  }

private:
  Node *peer_ = nullptr;
  std::mutex mu_;
  std::map<int, int> values_;
};

// Writers hold both, readers either.
class Both {
public:
  void ok_set(int id) {
    std::scoped_lock lock(a_, b_);
    values_[id] = 1;
  }
  bool ok_has(int id) const {
    std::lock_guard<std::mutex> lock(a_);
    return values_.count(id) != 0;
  }
  bool ok_lacks(int id) const {
    std::lock_guard<std::mutex> lock(b_);
    return values_.count(id) == 0;
  }

private:
  mutable std::mutex a_, b_;
  std::map<int, int> values_;
};

// The lock by a pointer that may lead to the other.
class Same {
public:
  void ok_set(int id) {
    std::lock_guard<std::mutex> lock(mu_);
    values_[id] = 1;
  }
  void ok_drop(int id) {
    std::lock_guard<std::mutex> lock(*guard_);
    values_.erase(id);
  }
  void ok_clear() {
    std::lock_guard<std::mutex> lock(mu_);
    values_.clear();
  }
  void fill() { values_[1] = 1; }
  void refill() { values_[2] = 1; }

private:
  std::mutex mu_;
  std::mutex *guard_ = &mu_;
  std::map<int, int> values_;
};
