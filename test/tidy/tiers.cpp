// The tiers that are wanted: A needs two threads in sight, C lives on what most
// functions of a class do. A value that is not understood is said, and then all
// tiers are on.
//
// RUN: %check_tidy --check-prefix=BOTH %s --header-filter=.*
// RUN: %check_tidy --check-prefix=A %s --header-filter=.* --config="{CheckOptions: {Tiers: 'A'}}"
// RUN: %check_tidy --check-prefix=C %s --header-filter=.* --config="{CheckOptions: {Tiers: ' C ; B '}}"
// RUN: %check_tidy --check-prefix=NOTHING %s --header-filter=.* --config="{CheckOptions: {Tiers: ''}}"
// RUN: %check_tidy --check-prefix=BAD %s --header-filter=.* --config="{CheckOptions: {maprace-inconsistent-guard.Tiers: 'A;Q'}}"
//
// BOTH: Believer.h:20:21: warning: 'Believer::entries_' is guarded
// BOTH: tiers.cpp:[[#@LINE+11]]:18: warning: 'table' is written
// A: tiers.cpp:[[#@LINE+10]]:18: warning: 'table' is written
// C: Believer.h:20:21: warning: 'Believer::entries_' is guarded
// BAD: warning: option 'Tiers' has the value 'A;Q', which is not a list of A, B, C and D separated by ';' [clang-tidy-config]
// BAD: Believer.h:20:21: warning: 'Believer::entries_' is guarded
// BAD: tiers.cpp:[[#@LINE+6]]:18: warning: 'table' is written
#include "Inputs/Believer.h"
#include <thread>
#include <vector>

std::map<int, int> table;
void bad_run() { table[1] = 2; }

void run() {
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back(bad_run);
  for (std::thread &thread : threads)
    thread.join();
}
int main() { run(); }
