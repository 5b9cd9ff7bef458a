// A class that locks at all places but one, seen without any thread.
// RUN: %check_tidy %s
#include <map>
#include <mutex>
#include <string>
#include <unordered_map>

class Registry {
public:
  int ok_get(const std::string &key) const;
  void ok_set(const std::string &key, int value);
  void bad_clear();

private:
  mutable std::mutex mu_;
  std::map<std::string, int> entries_;
};

int Registry::ok_get(const std::string &key) const {
  std::lock_guard<std::mutex> lock(mu_);
  auto it = entries_.find(key);
  return it == entries_.end() ? 0 : it->second;
}
void Registry::ok_set(const std::string &key, int value) {
  std::lock_guard<std::mutex> lock(mu_);
  entries_[key] = value;
}
void Registry::bad_clear() {
  // CHECK: :[[#@LINE+1]]:12: warning: 'Registry::entries_' is guarded by 'Registry::mu_' at 3 of 4 accesses, but is written here without it [maprace-inconsistent-guard]
  entries_.clear();
}

// One writer that locks, one reader that does not.
class Sessions {
public:
  void ok_add(int id) {
    std::lock_guard<std::mutex> lock(mu_);
    open_[id] = 1;
  }
  // CHECK: :[[#@LINE+1]]:45: warning: 'Sessions::open_' is guarded by 'Sessions::mu_' at 1 of 2 accesses, but is read here without it [maprace-inconsistent-guard]
  bool bad_has(int id) const { return open_.count(id) != 0; }

private:
  std::mutex mu_;
  std::unordered_map<int, int> open_;
};

// Let go of too early.
class Loader {
public:
  int ok_size() {
    std::lock_guard<std::mutex> lock(mu_);
    return static_cast<int>(loaded_.size());
  }
  void bad_load(int id) {
    std::unique_lock<std::mutex> lock(mu_);
    if (loaded_.count(id))
      return;
    lock.unlock();
    // CHECK: :[[#@LINE+1]]:5: warning: 'Loader::loaded_' is guarded by 'Loader::mu_' at 3 of 4 accesses, but is written here without it [maprace-inconsistent-guard]
    loaded_[id] = 1;
    lock.lock();
    loaded_.erase(-1);
  }

private:
  std::mutex mu_;
  std::map<int, int> loaded_;
};

// The wrong one of two locks.
class Files {
public:
  void ok_set(int id) {
    std::lock_guard<std::mutex> lock(entityMutex_);
    headers_[id] = 1;
  }
  void ok_drop(int id) {
    std::lock_guard<std::mutex> lock(entityMutex_);
    headers_.erase(id);
  }
  int bad_flush() {
    std::lock_guard<std::mutex> lock(dataMutex_);
    int sum = 0;
    // CHECK: :[[#@LINE+1]]:31: warning: 'Files::headers_' is guarded by 'Files::entityMutex_' at 2 of 3 accesses, but is read here under 'Files::dataMutex_' only [maprace-inconsistent-guard]
    for (const auto &header : headers_)
      sum += header.second;
    return sum;
  }

private:
  std::mutex entityMutex_, dataMutex_;
  std::map<int, int> headers_;
};

// A global and the lock beside it.
static std::mutex tableMutex;
static std::map<int, int> table;
void ok_note(int id) {
  std::lock_guard<std::mutex> lock(tableMutex);
  table[id] = 1;
}
// CHECK: :[[#@LINE+1]]:27: warning: 'table' is guarded by 'tableMutex' at 1 of 2 accesses, but is written here without it [maprace-inconsistent-guard]
void bad_forget() { table.clear(); }
