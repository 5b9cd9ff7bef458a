// RUN: %check_tidy %s
// A function that touches a map under a lock, lets the lock go and writes the
// map after that.
#include <map>
#include <mutex>
#include <string>
#include <thread>

class Scanner {
public:
  int bad_scan(const std::string &file) {
    std::unique_lock<std::mutex> lock(mutex_);
    if (auto it = scanned_.find(file); it != scanned_.end())
      return it->second;
    lock.unlock();
    int result = file.size();
    // CHECK: :[[#@LINE+1]]:5: warning: 'Scanner::scanned_' is guarded by 'Scanner::mutex_' at 2 of 4 accesses, but is written here without it [maprace-inconsistent-guard]
    scanned_[file] = result;
    return result;
  }
  size_t ok_scanned() const { return scanned_.count("all"); } // at the end

  int ok_relocked(const std::string &file) {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      if (auto it = relocked_.find(file); it != relocked_.end())
        return it->second;
    }
    int result = file.size();
    std::lock_guard<std::mutex> lock(mutex_);
    relocked_[file] = result;
    return result;
  }

  void bad_branch(int key) {
    std::unique_lock<std::mutex> lock(mutex_);
    counts_.erase(key);
    if (key > 3)
      lock.unlock();
    // CHECK: :[[#@LINE+1]]:5: warning: 'Scanner::counts_' is guarded by 'Scanner::mutex_' at 1 of 2 accesses, but is written here without it [maprace-inconsistent-guard]
    counts_[key] = 1;
  }

  // The only thread that writes reads without the lock.
  int ok_only_writer(int key) {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      written_[key] = 1;
    }
    return written_.count(key);
  }
  size_t ok_written() const { return written_.count(0); }

  void ok_after_join() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      work_[0] = 0;
      over_ = true;
    }
    worker_.join();
    work_.clear();
  }
  size_t ok_worked() const { return work_.count(0); }

private:
  std::mutex mutex_;
  std::map<std::string, int> scanned_, relocked_;
  std::map<int, int> counts_, written_, work_;
  bool over_ = false;
  std::thread worker_;
};
