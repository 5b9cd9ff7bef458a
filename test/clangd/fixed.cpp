// The editor is silent on a map that is guarded.
//
// RUN: %lsp %clangd %s -- --enable-config=0 | FileCheck %s
// CHECK: {{^}}0 diagnostics

#include <map>
#include <mutex>
#include <string>
#include <thread>

class Cache {
public:
  void ok_run() {
    std::thread writer([this] { set("a", 1); });
    set("b", 2);
    writer.join();
  }

private:
  void set(const std::string &key, int value) {
    std::lock_guard<std::mutex> lock(mutex_);
    entries_[key] = value;
  }

  std::mutex mutex_;
  std::map<std::string, int> entries_;
};

int main() {
  Cache cache;
  cache.ok_run();
}
