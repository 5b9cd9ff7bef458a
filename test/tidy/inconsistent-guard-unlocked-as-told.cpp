// RUN: %check_tidy %s
// A truth that a caller passes by value is no sign from another thread.
#include <map>
#include <mutex>

class Journal {
public:
  void bad_add(int key, bool early) {
    mutex_.lock();
    if (early)
      mutex_.unlock();
    // CHECK: :[[#@LINE+1]]:5: warning: 'Journal::lines_' is guarded by 'Journal::mutex_' at 4 of 5 accesses, but is written here without it [maprace-inconsistent-guard]
    lines_[key] = 1;
    if (!early)
      mutex_.unlock();
  }
  void ok_add(int key, bool early) {
    mutex_.lock();
    lines_[key] = 1;
    if (early)
      lines_.erase(key - 1);
    mutex_.unlock();
  }
  int ok_lines(int key) {
    std::lock_guard<std::mutex> lock(mutex_);
    return lines_.count(key);
  }
  void ok_clear() {
    std::lock_guard<std::mutex> lock(mutex_);
    lines_.clear();
  }

private:
  std::mutex mutex_;
  std::map<int, int> lines_;
};
