// RUN: %check_tidy %s
// What code that is not in sight is given to run runs some time: the class's
// own locks tell whether it may. It says nothing of the class's beliefs, and
// what refers to variables of the function is called before it returns.
#include <functional>
#include <map>
#include <mutex>
#include <string>

class Pool {
public:
  void post(std::function<void()> task);
};
void withLock(const std::function<void()> &action);

class Index {
public:
  explicit Index(Pool &pool) : pool_(pool) {}
  void ok_add(int id) {
    std::lock_guard<std::mutex> lock(mutex_);
    entries_[id] = 1;
  }
  bool ok_has(int id) {
    std::lock_guard<std::mutex> lock(mutex_);
    return entries_.count(id);
  }
  void bad_later(int id) {
    // CHECK: :[[#@LINE+1]]:38: warning: 'Index::entries_' is guarded by 'Index::mutex_' at 2 of 2 accesses, but is written here without it [maprace-inconsistent-guard]
    pool_.post([this, id] { entries_.erase(id); });
  }
  void ok_later(int id) {
    pool_.post([this, id] {
      std::lock_guard<std::mutex> lock(mutex_);
      entries_.erase(id);
    });
  }
  void ok_now(int id) {
    withLock([&] { entries_.erase(id); });
  }
  void bad_scan(const std::string &file) {
    pool_.post([this, file] { scan(file); });
  }
  size_t ok_after_all() const { return scanned_.size(); }

private:
  void scan(const std::string &file) {
    std::unique_lock<std::mutex> lock(mutex_);
    if (scanned_.count(file))
      return;
    lock.unlock();
    // CHECK: :[[#@LINE+1]]:5: warning: 'Index::scanned_' is guarded by 'Index::mutex_' at other accesses, but is written here without it [maprace-inconsistent-guard]
    scanned_[file] = 1;
  }
  Pool &pool_;
  std::mutex mutex_;
  std::map<int, int> entries_;
  std::map<std::string, int> scanned_;
};
void add(Index &index) {
  index.ok_add(1);
  index.bad_later(1);
  index.ok_later(1);
  index.ok_now(1);
  index.bad_scan("a");
}
