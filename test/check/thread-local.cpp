// Each thread has a variable of its own, and what it is made of.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'

#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

std::mutex mutex;
std::map<std::string, long> merged;

class OwnCounters {
public:
  ~OwnCounters() { flush(); }
  void add(const std::string &name) { ok_counters_[name] += 1; }
  void flush() {
    std::lock_guard lock(mutex);
    for (const auto &[name, count] : ok_counters_)
      merged[name] += count;
    ok_counters_.clear();
  }

private:
  std::map<std::string, long> ok_counters_;
};

class Counters {
public:
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Counters::bad_counters_' is written here without a lock, and two threads may do so at once
  void add(const std::string &name) { bad_counters_[name] += 1; }

private:
  std::map<std::string, long> bad_counters_;
};

thread_local OwnCounters own;
static Counters shared;

void count(const std::string &name) {
  own.add(name);
  shared.add(name);
  thread_local OwnCounters inside;
  inside.add(name);
}

// Whoever hands its own out by address shares it.
struct Report {
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Report::bad_lines' is written here without a lock, while another thread may write it
  void add(int line) { bad_lines[line] = 1; }
  std::map<int, int> bad_lines;
};

void report() {
  thread_local Report mine;
  std::thread helper([&report = mine] { report.add(1); });
  mine.add(2);
  helper.join();
}

int main() {
  std::vector<std::thread> servers;
  for (int i = 0; i < 4; ++i)
    servers.emplace_back(count, "requests");
  count("start");
  for (std::thread &server : servers)
    server.join();
  report();
}
