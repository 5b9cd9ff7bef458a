// A function that threads out of sight run, many or one, meets itself, the other
// such functions and the other public members of its object.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'
#include <map>
#include <mutex>

class Server {
public:
  Server() { sessions[0] = 0; }
  ~Server() { sessions.clear(); }
  [[clang::annotate("maprace::run_by_many_threads")]] void handle(int id) {
    // CHECK: annotations-thread-entry.cpp:[[#@LINE+1]]:5: warning: 'Server::sessions' is written here without a lock
    sessions[id] = 1;
    std::lock_guard<std::mutex> lock(mutex);
    guarded[id] = 1;
  }
  [[clang::annotate("maprace::run_by_one_thread")]] void tick() {
    // CHECK: annotations-thread-entry.cpp:[[#@LINE+1]]:5: warning: 'Server::ticks' is written here without a lock
    ticks[1]++;
    own[1]++;
  }
  int look() { return ticks.count(1); }

private:
  std::mutex mutex;
  std::map<int, int> sessions, guarded, ticks, own;
};
void use(Server &server) { server.look(); }
