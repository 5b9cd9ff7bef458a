// A table that the first caller fills under a lock is only read afterwards: who comes after the filling needs no lock.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'
#include <map>
#include <mutex>
#include <string>

class Types {
public:
  static int ok_find(const std::string &name) {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      static Types filled;
    }
    return types_.find(name)->second;
  }
  static bool bad_has(const std::string &name) {
    // CHECK: initialised-under-lock.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'Types::types_' is guarded by 'Types::mutex_' at 3 of 5 accesses, but is read here without it
    return types_.contains(name);
  }

private:
  Types() {
    types_["bool"] = 1;
    types_["int"] = 2;
    types_["text"] = 3;
  }
  static std::mutex mutex_;
  static std::map<std::string, int> types_;
};
std::mutex Types::mutex_;
std::map<std::string, int> Types::types_;
