// clang-tidy's comments silence us where they stand, and nowhere else.
// RUN: %check_tidy %s
#include <map>
#include <string>
#include <thread>
#include <vector>

std::map<std::string, int> plain, sameLine, nextLine, block, all, otherCheck;

void bad_run() {
  plain["a"] = 1;
  sameLine["a"] = 1; // NOLINT(maprace-unguarded-access)
  // NOLINTNEXTLINE(maprace-*)
  nextLine["a"] = 1;
  // NOLINTBEGIN(maprace-unguarded-access)
  block["a"] = 1;
  // NOLINTEND(maprace-unguarded-access)
  all["a"] = 1;        // NOLINT
  otherCheck["a"] = 1; // NOLINT(maprace-write-under-shared-lock)
}

int main() {
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back(bad_run);
  for (std::thread &thread : threads)
    thread.join();
}

// CHECK: nolint.cpp:[[#@LINE-19]]:3: warning: 'plain' is written
// CHECK: nolint.cpp:[[#@LINE-12]]:3: warning: 'otherCheck' is written
