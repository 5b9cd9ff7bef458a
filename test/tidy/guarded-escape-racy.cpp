// References, pointers and iterators that outlive the lock they were found under.
// RUN: %check_tidy %s
#include <map>
#include <mutex>
#include <string>
#include <unordered_map>

struct Entry {
  int hits = 0;
  std::string name;
};

class Returned {
public:
  Entry &bad_get(int id) {
    std::lock_guard<std::mutex> lock(mu_);
    // CHECK: :[[#@LINE+1]]:5: warning: a reference into 'Returned::entries_' is returned, and leaves the critical section of 'Returned::mu_' in which 'erase' may end it [maprace-guarded-escape]
    return entries_[id];
  }
  void ok_drop(int id) {
    std::lock_guard<std::mutex> lock(mu_);
    entries_.erase(id);
  }

private:
  std::mutex mu_;
  std::map<int, Entry> entries_;
};

class Found {
public:
  int bad_hits(int id) {
    std::map<int, Entry>::iterator it;
    {
      std::lock_guard<std::mutex> lock(mu_);
      it = entries_.find(id);
      if (it == entries_.end())
        return 0;
    }
    // CHECK: :[[#@LINE+1]]:12: warning: an element of 'Found::entries_' that was found under 'Found::mu_' is used here after the lock was let go, while another thread may run 'clear' [maprace-guarded-escape]
    return it->second.hits;
  }
  void ok_reset() {
    std::lock_guard<std::mutex> lock(mu_);
    entries_.clear();
  }

private:
  std::mutex mu_;
  std::map<int, Entry> entries_;
};

class Unlocked {
public:
  void bad_count(int id) {
    std::unique_lock<std::mutex> lock(mu_);
    Entry &entry = entries_[id];
    lock.unlock();
    // CHECK: :[[#@LINE+1]]:16: warning: an element of 'Unlocked::entries_' that was found under 'Unlocked::mu_' is used here after the lock was let go, while another thread may run 'erase' [maprace-guarded-escape]
    entry.hits = 1;
  }
  void ok_drop(int id) {
    std::lock_guard<std::mutex> lock(mu_);
    entries_.erase(id);
  }

private:
  std::mutex mu_;
  std::unordered_map<int, Entry> entries_;
};

class Whole {
public:
  const std::map<int, Entry> &bad_all() {
    std::lock_guard<std::mutex> lock(mu_);
    // CHECK: :[[#@LINE+1]]:5: warning: a reference into 'Whole::entries_' is returned, and leaves the critical section of 'Whole::mu_' in which 'clear' may end it [maprace-guarded-escape]
    return entries_;
  }
  void ok_reset() {
    std::lock_guard<std::mutex> lock(mu_);
    entries_.clear();
  }

private:
  std::mutex mu_;
  std::map<int, Entry> entries_;
};

class Stored {
public:
  bool bad_find(int id, Entry **out) {
    std::lock_guard<std::mutex> lock(mu_);
    // CHECK: :[[#@LINE+1]]:10: warning: a reference into 'Stored::entries_' is stored for the caller, and leaves the critical section of 'Stored::mu_' in which 'erase' may end it [maprace-guarded-escape]
    *out = &entries_[id];
    return true;
  }
  void ok_drop(int id) {
    std::lock_guard<std::mutex> lock(mu_);
    entries_.erase(id);
  }

private:
  std::mutex mu_;
  std::map<int, Entry> entries_;
};
