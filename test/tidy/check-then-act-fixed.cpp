// Looking and acting at once, looking again, and what may be done twice.
// RUN: %check_tidy %s
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <unordered_map>

struct Session {
  int hits = 0;
};

class AtOnce {
public:
  int ok_at(int id) {
    std::lock_guard<std::mutex> lock(mu_);
    if (entries_.find(id) == entries_.end())
      return 0;
    return entries_.at(id).hits;
  }
  int ok_again(int id) {
    {
      std::lock_guard<std::mutex> lock(mu_);
      if (!entries_.count(id))
        return 0;
    }
    std::lock_guard<std::mutex> lock(mu_);
    auto it = entries_.find(id);
    return it == entries_.end() ? 0 : it->second.hits;
  }
  void ok_other_key(int id, int other) {
    {
      std::lock_guard<std::mutex> lock(mu_);
      if (!entries_.count(id))
        return;
    }
    std::lock_guard<std::mutex> lock(mu_);
    entries_[other].hits = 1;
  }
  void ok_changed_key(int id) {
    {
      std::lock_guard<std::mutex> lock(mu_);
      if (!entries_.count(id))
        return;
    }
    ++id;
    std::lock_guard<std::mutex> lock(mu_);
    entries_[id].hits = 1;
  }
  void ok_either_way(int id) {
    bool known = false;
    {
      std::lock_guard<std::mutex> lock(mu_);
      known = entries_.count(id) > 0;
    }
    int hits = known ? 1 : 2;
    std::lock_guard<std::mutex> lock(mu_);
    entries_[id].hits = hits;
  }
  void ok_drop(int id) {
    std::lock_guard<std::mutex> lock(mu_);
    entries_.erase(id);
  }

private:
  std::mutex mu_;
  std::map<int, Session> entries_;
};

// Nothing is ever erased.
class Grows {
public:
  void ok_add(int id) {
    std::lock_guard<std::mutex> lock(mu_);
    entries_.try_emplace(id);
  }
  bool ok_has(int id) {
    std::lock_guard<std::mutex> lock(mu_);
    return entries_.count(id) != 0;
  }
  int ok_use(int id) {
    if (!ok_has(id))
      return 0;
    std::lock_guard<std::mutex> lock(mu_);
    return entries_.at(id).hits;
  }

private:
  std::mutex mu_;
  std::map<int, Session> entries_;
};

// Whoever is second finds what the first put there, or puts the same.
class Cache {
public:
  std::shared_ptr<Session> ok_first_wins(const std::string &name) {
    {
      std::shared_lock<std::shared_mutex> lock(mu_);
      auto it = sessions_.find(name);
      if (it != sessions_.end())
        return it->second;
    }
    auto made = std::make_shared<Session>();
    std::unique_lock<std::shared_mutex> lock(mu_);
    return sessions_.emplace(name, made).first->second;
  }
  std::shared_ptr<Session> ok_look_again(const std::string &name) {
    {
      std::shared_lock<std::shared_mutex> lock(mu_);
      auto it = sessions_.find(name);
      if (it != sessions_.end())
        return it->second;
    }
    std::unique_lock<std::shared_mutex> lock(mu_);
    auto &place = sessions_[name];
    if (!place)
      place = std::make_shared<Session>();
    return place;
  }
  std::string ok_same_value(const std::string &name) {
    {
      std::shared_lock<std::shared_mutex> lock(mu_);
      auto it = values_.find(name);
      if (it != values_.end())
        return it->second;
    }
    std::string value = name + "!";
    std::unique_lock<std::shared_mutex> lock(mu_);
    values_[name] = value;
    return value;
  }
  std::shared_ptr<const Session> ok_snapshot(const std::string &name) {
    {
      std::shared_lock<std::shared_mutex> lock(mu_);
      if (auto it = snapshots_.find(name); it != snapshots_.end())
        return it->second;
    }
    auto made = std::make_shared<const Session>();
    std::unique_lock<std::shared_mutex> lock(mu_);
    snapshots_[name] = made;
    return made;
  }

private:
  std::shared_mutex mu_;
  std::unordered_map<std::string, std::shared_ptr<Session>> sessions_;
  std::unordered_map<std::string, std::string> values_;
  std::unordered_map<std::string, std::shared_ptr<const Session>> snapshots_;
};

// The author vouches for the order of the calls.
class [[clang::annotate("maprace::single_threaded")]] Window {
public:
  int ok_use(int id) { return ok_has(id) ? ok_get(id).hits : 0; }
  bool ok_has(int id) const {
    std::lock_guard<std::mutex> lock(mu_);
    return entries_.find(id) != entries_.end();
  }
  Session ok_get(int id) const {
    std::lock_guard<std::mutex> lock(mu_);
    return entries_.at(id);
  }
  void ok_drop(int id) {
    std::lock_guard<std::mutex> lock(mu_);
    entries_.erase(id);
  }

private:
  mutable std::mutex mu_;
  std::map<int, Session> entries_;
};

// Only the caller is vouched for.
class Table {
public:
  bool ok_has(int id) const {
    std::lock_guard<std::mutex> lock(mu_);
    return entries_.find(id) != entries_.end();
  }
  Session ok_get(int id) const {
    std::lock_guard<std::mutex> lock(mu_);
    return entries_.at(id);
  }
  void ok_drop(int id) {
    std::lock_guard<std::mutex> lock(mu_);
    entries_.erase(id);
  }
  [[clang::annotate("maprace::single_threaded")]] int ok_use(int id) {
    return ok_has(id) ? ok_get(id).hits : 0;
  }

private:
  mutable std::mutex mu_;
  std::map<int, Session> entries_;
};
