// Decisions from a map that another thread may undo before they are acted on.
// RUN: %check_tidy %s
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <unordered_map>

struct Session {
  int hits = 0;
};

class There {
public:
  int bad_at(int id) {
    {
      std::lock_guard<std::mutex> lock(mu_);
      if (entries_.find(id) == entries_.end())
        return 0;
    }
    std::lock_guard<std::mutex> lock(mu_);
    // CHECK: :[[#@LINE+1]]:21: warning: 'at' relies on a key of 'There::entries_' that 'find' found under 'There::mu_', but the lock was let go since, and another thread may have run 'erase' [maprace-check-then-act]
    return entries_.at(id).hits;
  }
  void bad_made_up(int id) {
    std::unique_lock<std::mutex> lock(mu_);
    bool known = entries_.count(id) != 0;
    lock.unlock();
    if (!known)
      return;
    lock.lock();
    // CHECK: :[[#@LINE+1]]:5: warning: 'operator[]' relies on a key of 'There::entries_' that 'count' found under 'There::mu_'
    entries_[id].hits += 1;
  }
  void ok_drop(int id) {
    std::lock_guard<std::mutex> lock(mu_);
    entries_.erase(id);
  }

private:
  std::mutex mu_;
  std::map<int, Session> entries_;
};

class Missing {
public:
  std::shared_ptr<Session> bad_get(const std::string &name) {
    {
      std::shared_lock<std::shared_mutex> lock(mu_);
      auto it = entries_.find(name);
      if (it != entries_.end())
        return it->second;
    }
    auto made = std::make_shared<Session>();
    std::unique_lock<std::shared_mutex> lock(mu_);
    // CHECK: :[[#@LINE+1]]:5: warning: 'operator[]' may replace what another thread has put into 'Missing::entries_' since 'find' missed the key under 'Missing::mu_', because the lock was let go in between [maprace-check-then-act]
    entries_[name] = made;
    return made;
  }

private:
  std::shared_mutex mu_;
  std::unordered_map<std::string, std::shared_ptr<Session>> entries_;
};

// A wait lets the lock go.
class Waiting {
public:
  int bad_wait(int id) {
    std::unique_lock<std::mutex> lock(mu_);
    if (!entries_.contains(id))
      return 0;
    ready_.wait(lock);
    // CHECK: :[[#@LINE+1]]:21: warning: 'at' relies on a key of 'Waiting::entries_' that 'contains' found under 'Waiting::mu_'
    return entries_.at(id).hits;
  }
  int ok_wait(int id) {
    std::unique_lock<std::mutex> lock(mu_);
    ready_.wait(lock, [&] { return entries_.contains(id); });
    return entries_.at(id).hits;
  }
  int ok_loop(int id) {
    std::unique_lock<std::mutex> lock(mu_);
    while (!entries_.contains(id))
      ready_.wait(lock);
    return entries_.at(id).hits;
  }
  void ok_drop(int id) {
    std::lock_guard<std::mutex> lock(mu_);
    entries_.erase(id);
  }

private:
  std::mutex mu_;
  std::condition_variable ready_;
  std::map<int, Session> entries_;
};

// The lookup and what relies on it are functions of their own.
class Apart {
public:
  bool ok_has(int id) const {
    std::lock_guard<std::mutex> lock(mu_);
    return entries_.find(id) != entries_.end();
  }
  Session ok_get(int id) const {
    std::lock_guard<std::mutex> lock(mu_);
    // CHECK: :[[#@LINE+1]]:21: warning: 'at' relies on a key of 'Apart::entries_' that 'find' found under 'Apart::mu_'
    return entries_.at(id);
  }
  void ok_drop(int id) {
    std::lock_guard<std::mutex> lock(mu_);
    entries_.erase(id);
  }
  int bad_use(int id) { return ok_has(id) ? ok_get(id).hits : 0; }

private:
  mutable std::mutex mu_;
  std::map<int, Session> entries_;
};
