// A lock of the user's own, whose source is out of sight, is taught by a model.
//
// RUN: rm -rf %t && split-file %S/Inputs/models %t
// RUN: %check_tidy --check-prefix=UNTAUGHT %s
// RUN: %check_tidy --check-prefix=TAUGHT %s --config="{CheckOptions: {Models: '%t/spin.json'}}"
// RUN: %check_tidy --check-prefix=TAUGHT %s --config="{CheckOptions: {maprace-unguarded-access.Models: ' %t/other.json ; %t/spin.json'}}"
//
// What cannot be used is said with its place; the built-in models stay.
//
// RUN: %check_tidy --check-prefix=BAD %s --config="{CheckOptions: {maprace-unguarded-access.Models: '%t/bad.json'}}"
// RUN: %check_tidy --check-prefix=BROKEN %s --config="{CheckOptions: {maprace-unguarded-access.Models: '%t/broken.json'}}"
// RUN: %check_tidy --check-prefix=NONE %s --config="{CheckOptions: {maprace-unguarded-access.Models: '%t/none.json'}}"
//
// BAD: warning: {{.*}}bad.json:4: unknown key 'lokc' in a type of kind 'lock'{{.*}} [clang-tidy-config]
// BAD: models.cpp:[[#@LINE+15]]:5: warning: 'Cache::entries_' is written
// BROKEN: warning: {{.*}}broken.json:3: {{.+}} [clang-tidy-config]
// BROKEN: models.cpp:[[#@LINE+13]]:5: warning: 'Cache::entries_' is written
// NONE: warning: {{.*}}none.json:1: cannot read this model file: No such file or directory [clang-tidy-config]
// NONE: models.cpp:[[#@LINE+11]]:5: warning: 'Cache::entries_' is written
// UNTAUGHT: models.cpp:[[#@LINE+10]]:5: warning: 'Cache::entries_' is written
#include "Inputs/SpinLock.h"
#include <map>
#include <thread>
#include <vector>

class Cache {
public:
  void put(int key) {
    lock_.grab();
    entries_[key] = 1;
    lock_.drop();
  }

private:
  SpinLock lock_;
  std::map<int, int> entries_;
};

int main() {
  Cache cache;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&cache] { cache.put(1); });
  for (std::thread &thread : threads)
    thread.join();
}
