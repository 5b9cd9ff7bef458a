// The editor shows a class that contradicts itself.
//
// RUN: %lsp %clangd %s -- --enable-config=0 | FileCheck %s
// CHECK: inconsistent-guard.cpp:[[#]]:[[#]]: warning: 'Cache::entries_' is guarded by 'Cache::mu_' at 1 of 2 accesses{{.*}} [maprace-inconsistent-guard]
// CHECK-NOT: warning:
// CHECK: 1 diagnostics

#include <map>
#include <mutex>

class Cache {
public:
  void ok_set(int key);
  void bad_clear();

private:
  std::mutex mu_;
  std::map<int, int> entries_;
};

void Cache::ok_set(int key) {
  std::lock_guard<std::mutex> lock(mu_);
  entries_[key] = 1;
}
void Cache::bad_clear() { entries_.clear(); }
