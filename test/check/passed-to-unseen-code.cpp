// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'

// A map that is passed by reference to const is read by the callee, unless its body says otherwise.
#include <map>
#include <mutex>

using Headers = std::map<int, int>;
int put(const Headers &headers);
static int ignore(const Headers &) { return 0; }

class File {
public:
  void setTime(int t) {
    std::lock_guard<std::mutex> lock(entity_);
    headers_[1] = t;
  }
  void setMode(int m) {
    std::lock_guard<std::mutex> lock(entity_);
    headers_[2] = m;
  }
  int bad_flush() {
    std::lock_guard<std::mutex> lock(data_);
    // CHECK: passed-to-unseen-code.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'File::headers_' is guarded by 'File::entity_' at 2 of 3 accesses, but is read here under 'File::data_' only
    return put(headers_);
  }
  int ok_flush() { return ignore(headers_); }

private:
  std::mutex entity_, data_;
  Headers headers_;
};
