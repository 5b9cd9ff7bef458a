// Accesses without the lock that meet nobody, and locks that are no guard.
// RUN: %check_tidy %s
#include <map>
#include <mutex>
#include <string>

class Registry {
public:
  // Nobody else has the object yet, or any more.
  explicit Registry(int id) { entries_[id] = 1; fill(); }
  ~Registry() { entries_.clear(); }
  int ok_get(int id) const {
    std::lock_guard<std::mutex> lock(mu_);
    return look(id);
  }
  void ok_set(int id, int value) {
    std::lock_guard<std::mutex> lock(mu_);
    entries_[id] = value;
    shrink();
  }

private:
  // The callers lock.
  int look(int id) const {
    auto it = entries_.find(id);
    return it == entries_.end() ? 0 : it->second;
  }
  void shrink() {
    if (entries_.size() > 10)
      entries_.clear();
  }
  void fill() { entries_[0] = 0; }
  mutable std::mutex mu_;
  std::map<int, int> entries_;
};

// The lock is there for the log; the map is one thread's.
class Scene {
public:
  void ok_add(int id) { nodes_[id] = 1; }
  void ok_drop(int id) { nodes_.erase(id); }
  bool ok_has(int id) { return nodes_.count(id) != 0; }
  void ok_report() {
    std::lock_guard<std::mutex> lock(mu_);
    log_ = std::to_string(nodes_.size());
  }

private:
  std::mutex mu_;
  std::string log_;
  std::map<int, int> nodes_;
};

// Writers hold both locks, readers either.
class Routes {
public:
  void ok_set(int id) {
    std::scoped_lock lock(a_, b_);
    routes_[id] = 1;
  }
  bool ok_left(int id) {
    std::lock_guard<std::mutex> lock(a_);
    return routes_.count(id) != 0;
  }
  bool ok_right(int id) {
    std::lock_guard<std::mutex> lock(b_);
    return routes_.count(id) != 0;
  }

private:
  std::mutex a_, b_;
  std::map<int, int> routes_;
};

// Read only after it was set once.
class Config {
public:
  int ok_get(int id) {
    std::call_once(once_, [this] { values_[1] = 2; });
    return values_.at(id);
  }

private:
  std::once_flag once_;
  std::map<int, int> values_;
};
