// An algorithm that runs in parallel gives each element to one thread.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'
#include <algorithm>
#include <execution>
#include <map>
#include <vector>

struct Chunk {
  std::vector<int> words;
  std::map<int, int> counts;
};

int main() {
  std::vector<Chunk> chunks(8);
  std::map<int, int> all;
  std::for_each(std::execution::par, chunks.begin(), chunks.end(),
                [&](Chunk &ok) {
                  for (int word : ok.words)
                    ++ok.counts[word];
                });
  std::for_each(std::execution::par, chunks.begin(), chunks.end(),
                [&](Chunk &bad) {
                  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'all' is written
                  all[bad.words[0]] = 1;
                });
  std::for_each(std::execution::par, chunks.begin(), chunks.end(),
                [&](Chunk &bad) {
                  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Chunk::counts'
                  ++chunks[0].counts[bad.words[0]];
                });
}
