// An annotation that is meant for us and not understood is said, in both doors.
// RUN: %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'
// RUN: %tidy %s -- -std=c++20 2>/dev/null | FileCheck %s '--implicit-check-not={{warning|error}}:'
// REQUIRES: tidy
#include <map>
// CHECK: annotations-unknown.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: there is no annotation 'maprace::thread_saf'; did you mean 'maprace::thread_safe'?
struct [[clang::annotate("maprace::thread_saf")]] Misspelt {
  // CHECK: annotations-unknown.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'maprace::thread_safe' says nothing here: it belongs on a class
  [[clang::annotate("maprace::thread_safe")]] std::map<int, int> misplaced;
  [[clang::annotate("other::tool")]] std::map<int, int> others;
};
