// A comment silences a pair from either of its ends and from the map's
// declaration; it silences no other pair.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'
// CHECK: nolint-either-end.cpp:[[#@LINE+20]]:3: warning: 'atOther' is written here
// CHECK: maprace: 1 finding in 1 map, 6 suppressed

#include <map>
#include <thread>

std::map<int, int> atFirst, atSecond, atNext, inBlock, byGlob;
std::map<int, int> declared; // NOLINT(maprace-unguarded-access)
std::map<int, int> atOther;

void ok_writer() {
  atFirst[1] = 1; // NOLINT(maprace-unguarded-access)
  atSecond[1] = 1;
  atNext[1] = 1;
  inBlock[1] = 1;
  byGlob[1] = 1;
  declared[1] = 1;
}

void bad_writer() {
  atOther[1] = 1; // NOLINT(maprace-write-under-shared-lock, bugprone-*)
}

int main() {
  std::thread thread([] {
    ok_writer();
    bad_writer();
  });
  atFirst.count(1);
  atSecond.count(1); // NOLINT
  // NOLINTNEXTLINE(maprace-*)
  atNext.count(1);
  // NOLINTBEGIN(*-unguarded-access)
  inBlock.count(1);
  // NOLINTEND(*-unguarded-access)
  byGlob.count(1); // NOLINT(bugprone-*, maprace*access)
  declared.count(1);
  atOther.count(1);
  thread.join();
}
