// A lock that most do without guards nothing: the map was touched while it was
// held for something else.
// RUN: %check_tidy %s
#include <map>
#include <mutex>
#include <string>

class Server {
public:
  void ok_flush() {
    {
      std::lock_guard<std::mutex> lock(cacheMutex_);
      cache_.clear();
      users_.find(1);
    }
    users_.erase(1);
  }
  void join(int id) { users_[id] = 1; }
  void leave(int id) { users_.erase(id); }
  void rename(int from, int to) {
    users_[to] = users_[from];
    users_.erase(from);
  }
  void reset() { users_.clear(); }
  bool known(int id) const { return users_.count(id); }
  int look(int id) {
    std::lock_guard<std::mutex> lock(cacheMutex_);
    return cache_[id];
  }

  void bad_flush() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      rooms_.find(1);
    }
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Server::rooms_' is guarded by 'Server::mutex_' at 2 of 5 accesses, but is written here without it [maprace-inconsistent-guard]
    rooms_.erase(1);
  }
  void open(int id) {
    std::lock_guard<std::mutex> lock(mutex_);
    rooms_[id] = 1;
  }
  void drop(int id) { rooms_.erase(id); }
  bool isOpen(int id) const { return rooms_.count(id); }

private:
  std::mutex mutex_, cacheMutex_;
  std::map<int, int> users_, cache_, rooms_;
};
