// Each thread of a team has an element by its own number.
// RUN: not %maprace check %s -- -std=c++20 -fopenmp | FileCheck %s '--implicit-check-not={{warning|error}}:'
#include <map>
#include <vector>
extern "C" int omp_get_thread_num();
extern "C" int omp_get_max_threads();

int main() {
  std::vector<std::map<int, int>> own(omp_get_max_threads()), shared(2);
#pragma omp parallel
  {
    auto &mine = own[omp_get_thread_num()];
    mine[1] = 1; // ok
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'shared' is written here
    shared[omp_get_thread_num() % 2][1] = 1;
  }
}
