// The editor shows a race under clangd's default settings: under our check's
// name, with each cause as related information.
//
// RUN: %lsp %clangd %s -- --enable-config=0 | FileCheck %s
// CHECK: race.cpp:[[#]]:[[#]]: warning: 'Cache::entries_' {{.*}} [maprace-unguarded-access]
// CHECK-NEXT: {{^}}  race.cpp:[[#]]:[[#]]: {{.+}}
// CHECK-NOT: warning:
// CHECK-NOT: error:
// CHECK: 1 diagnostics

#include <map>
#include <string>
#include <thread>

class Cache {
public:
  void bad_run() {
    std::thread writer([this] { entries_["a"] = 1; });
    entries_["b"] = 2;
    writer.join();
  }

private:
  std::map<std::string, int> entries_;
};

int main() {
  Cache cache;
  cache.bad_run();
}
