// What leaves a critical section and may: copies, values held elsewhere, and
// references that nothing ends.
// RUN: %check_tidy %s
#include <map>
#include <memory>
#include <mutex>
#include <string>

struct Entry {
  int hits = 0;
  std::string name;
};

class Copied {
public:
  Entry ok_get(int id) {
    std::lock_guard<std::mutex> lock(mu_);
    return entries_[id];
  }
  std::map<int, Entry> ok_all() {
    std::lock_guard<std::mutex> lock(mu_);
    return entries_;
  }
  int ok_hits(int id) {
    int hits = 0;
    {
      std::lock_guard<std::mutex> lock(mu_);
      auto it = entries_.find(id);
      if (it != entries_.end())
        hits = it->second.hits;
    }
    return hits;
  }
  void ok_drop(int id) {
    std::lock_guard<std::mutex> lock(mu_);
    entries_.erase(id);
  }

private:
  std::mutex mu_;
  std::map<int, Entry> entries_;
};

class Owned {
public:
  std::shared_ptr<Entry> ok_get(int id) {
    std::lock_guard<std::mutex> lock(mu_);
    auto it = shared_.find(id);
    return it == shared_.end() ? nullptr : it->second;
  }
  Entry *ok_raw(int id) {
    std::lock_guard<std::mutex> lock(mu_);
    auto it = raw_.find(id);
    return it == raw_.end() ? nullptr : it->second;
  }
  void ok_use(int id) {
    std::shared_ptr<Entry> entry;
    {
      std::lock_guard<std::mutex> lock(mu_);
      entry = shared_[id];
    }
    entry->hits = 1;
  }
  void ok_drop(int id) {
    std::lock_guard<std::mutex> lock(mu_);
    shared_.erase(id);
    raw_.erase(id);
  }

private:
  std::mutex mu_;
  std::map<int, std::shared_ptr<Entry>> shared_;
  std::map<int, Entry *> raw_;
};

// A pointer that is a value of the map is copied by whatever returns it.
template <class K, class V> class QHash {
public:
  V value(const K &key) const;
  void insert(const K &key, const V &value);
  void clear();
};
class Pointers {
public:
  Entry *ok_get(int id) {
    std::lock_guard<std::mutex> lock(mu_);
    return entries_.value(id);
  }
  void ok_use(int id) {
    Entry *entry;
    {
      std::lock_guard<std::mutex> lock(mu_);
      entry = entries_.value(id);
    }
    entry->hits = 1;
  }
  void ok_use_shared(int id) {
    std::shared_ptr<Entry> entry;
    {
      std::lock_guard<std::mutex> lock(mu_);
      entry = shared_.value(id);
    }
    if (entry)
      use(*entry);
  }
  void ok_reset() {
    std::lock_guard<std::mutex> lock(mu_);
    entries_.clear();
    shared_.clear();
  }

private:
  void use(Entry &entry) { entry.hits = 1; }
  std::mutex mu_;
  QHash<int, Entry *> entries_;
  QHash<int, std::shared_ptr<Entry>> shared_;
};

// Elements only come; references into a std::map live on.
class Grows {
public:
  Entry &ok_get(int id) {
    std::lock_guard<std::mutex> lock(mu_);
    return entries_[id];
  }
  void ok_add(int id) {
    std::lock_guard<std::mutex> lock(mu_);
    entries_.emplace(id, Entry());
  }

private:
  std::mutex mu_;
  std::map<int, Entry> entries_;
};

// The caller holds the lock, before and after.
class Helped {
public:
  void ok_count(int id) {
    std::lock_guard<std::mutex> lock(mu_);
    find(id).hits = 1;
  }
  void ok_drop(int id) {
    std::lock_guard<std::mutex> lock(mu_);
    entries_.erase(id);
  }

private:
  Entry &find(int id) { return entries_[id]; }
  std::mutex mu_;
  std::map<int, Entry> entries_;
};

// Who uses an element also removes it.
class Own {
public:
  void ok_work(int id) {
    std::unique_lock<std::mutex> lock(mu_);
    Entry &entry = entries_[id];
    lock.unlock();
    entry.hits = 1;
    lock.lock();
    entries_.erase(id);
  }

private:
  std::mutex mu_;
  std::map<int, Entry> entries_;
};
