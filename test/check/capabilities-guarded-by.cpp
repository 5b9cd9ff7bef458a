// A declaration that names a map's guard is evidence by itself: no majority of
// other functions is needed, and no thread.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>

std::mutex globalMutex;
std::map<int, int> global __attribute__((guarded_by(globalMutex)));

class Cache {
public:
  Cache() { entries[0] = 0; }
  void ok_put(int key) {
    std::lock_guard<std::mutex> lock(mutex);
    entries[key] = 1;
    (*pointee)[key] = 1;
  }
  // CHECK: capabilities-guarded-by.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'Cache::entries' is read here without 'Cache::mutex', which guards it by its declaration
  int bad_look(int key) { return entries.count(key); }
  // CHECK: capabilities-guarded-by.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'Cache::pointee' is written here without 'Cache::mutex', which guards it by its declaration
  void bad_drop() { pointee->clear(); }
  int ok_readers(int key) {
    std::shared_lock<std::shared_mutex> lock(readers);
    return shared.count(key);
  }
  void ok_writer(int key) {
    std::unique_lock<std::shared_mutex> lock(readers);
    shared[key] = 1;
  }
  int ok_neverWritten() { return constant.count(1); }
  [[clang::no_thread_safety_analysis]] void ok_unchecked() { entries.clear(); }

private:
  std::mutex mutex;
  std::shared_mutex readers;
  std::map<int, int> entries __attribute__((guarded_by(mutex)));
  std::map<int, int> shared __attribute__((guarded_by(readers)));
  std::map<int, int> constant __attribute__((guarded_by(mutex)));
  std::unique_ptr<std::map<int, int>> pointee __attribute__((pt_guarded_by(mutex)));
};

// CHECK: capabilities-guarded-by.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'global' is written here without 'globalMutex', which guards it by its declaration
void bad_global() { global[1] = 1; }
void ok_global() {
  std::lock_guard<std::mutex> lock(globalMutex);
  global.erase(1);
}
