// The lock of another object of the class is another lock; that of an object
// which this one was reached from may be the same.
// RUN: %check_tidy %s
#include <map>
#include <mutex>

class Socket;
struct Pipe {
  Socket *sink = nullptr;
};

class Socket {
public:
  void add(int id) {
    std::lock_guard<std::mutex> lock(mutex_);
    endpoints_[id] = 1;
  }
  bool has(int id) {
    std::lock_guard<std::mutex> lock(mutex_);
    return endpoints_.count(id);
  }
  void drop(int id) {
    std::lock_guard<std::mutex> lock(mutex_);
    endpoints_.erase(id);
  }
  void bad_connect(Socket *peer, int id) {
    std::lock_guard<std::mutex> lock(mutex_);
    peer->ended(id);
  }
  void ok_terminate(int id) {
    std::lock_guard<std::mutex> lock(mutex_);
    pipe_->sink->closed(id);
  }

private:
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Socket::endpoints_' is guarded by 'Socket::mutex_' at 3 of 5 accesses, but is written here under 'this->mutex_' only [maprace-inconsistent-guard]
  void ended(int id) { endpoints_.erase(id); }
  void closed(int id) { endpoints_.erase(id); }
  std::mutex mutex_;
  Pipe *pipe_ = nullptr;
  std::map<int, int> endpoints_;
};
