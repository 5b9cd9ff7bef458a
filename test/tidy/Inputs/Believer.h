#include <map>
#include <mutex>

class Believer {
public:
  void ok_put(int key) {
    std::lock_guard<std::mutex> lock(mutex_);
    entries_[key] = 1;
  }
  void ok_drop(int key) {
    std::lock_guard<std::mutex> lock(mutex_);
    entries_.erase(key);
  }
  bool ok_empty() {
    std::lock_guard<std::mutex> lock(mutex_);
    return entries_.empty();
  }
  bool bad_has(int key) {
    // The odd one out.
    return entries_.count(key) != 0;
  }

private:
  std::mutex mutex_;
  std::map<int, int> entries_;
};
