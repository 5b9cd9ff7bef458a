// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: not %maprace check %s -- -std=c++20 -isystem %S/Inputs | FileCheck %s '--implicit-check-not={{warning|error}}:'

#include <map>
#include <mutex>
#include <tbb/blocked_range.h>
#include <tbb/flow_graph.h>
#include <tbb/parallel_for.h>
#include <tbb/parallel_for_each.h>
#include <tbb/parallel_invoke.h>
#include <tbb/parallel_reduce.h>
#include <tbb/task_arena.h>
#include <tbb/task_group.h>
#include <vector>

std::mutex mutex;
std::map<int, int> bad_for, bad_range, bad_each, bad_reduce, bad_invoke;
std::map<int, int> bad_group, bad_enqueue, bad_node, bad_body, bad_arena;
std::map<int, int> ok_for, ok_joined, ok_invoke, ok_group, ok_node, ok_serial;
std::map<int, int> bad_between;

void locked(std::map<int, int> &map, int key) {
  std::lock_guard<std::mutex> held(mutex);
  map[key] = 1;
}

struct Body {
  void operator()(const tbb::blocked_range<int> &range) const {
    for (int i = range.begin(); i != range.end(); ++i)
      // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad_body' is written
      bad_body[i] = 1;
  }
};

// Each thread has a part of its own, which is joined to the whole at the end.
struct Palette {
  Palette() = default;
  Palette(Palette &, int) {}
  void operator()(const tbb::blocked_range<int> &range) {
    for (int i = range.begin(); i != range.end(); ++i)
      ok_part[i] = 1;
  }
  void join(Palette &other) { ok_part.merge(other.ok_part); }
  std::map<int, int> ok_part;
};

void loops() {
  tbb::parallel_for(0, 100, [](int i) {
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad_for' is written
    bad_for[i] = 1;
    locked(ok_for, i);
  });
  tbb::parallel_for(tbb::blocked_range<int>(0, 100),
                    [](const tbb::blocked_range<int> &range) {
                      for (int i = range.begin(); i != range.end(); ++i)
                        // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad_range' is written
                        bad_range[i] = 1;
                    });
  tbb::parallel_for(tbb::blocked_range<int>(0, 100), Body());
  std::vector<int> keys(100);
  tbb::parallel_for_each(keys.begin(), keys.end(), [](int key) {
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad_each' is written
    bad_each[key] = 1;
  });
  tbb::parallel_reduce(
      tbb::blocked_range<int>(0, 100), 0,
      [](const tbb::blocked_range<int> &range, int sum) {
        // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad_reduce' is written
        bad_reduce[sum] = 1;
        return sum + int(range.size());
      },
      [](int a, int b) { return a + b; });
  Palette palette;
  tbb::parallel_reduce(tbb::blocked_range<int>(0, 100), palette);
  ok_for[1] = 1;
}

void invoke() {
  tbb::parallel_invoke(
      [] {
        // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad_invoke' is written
        bad_invoke[1] = 1;
        ok_invoke[1] = 1;
      },
      [] { bad_invoke[2] = 1; });
  ok_invoke[2] = 1;
}

void group() {
  tbb::task_group group;
  for (int i = 0; i < 4; ++i)
    group.run([i] {
      // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad_group' is written
      bad_group[i] = 1;
      locked(ok_group, i);
    });
  group.run_and_wait([] { bad_group[5] = 1; });
  ok_group[1] = 1;
}

void arena() {
  tbb::task_arena arena(4);
  for (int i = 0; i < 4; ++i)
    arena.enqueue([i] {
      // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad_enqueue' is written
      bad_enqueue[i] = 1;
    });
  arena.execute([] {
    ok_joined[1] = 1;
    tbb::parallel_for(0, 10, [](int i) {
      // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad_arena' is written
      bad_arena[i] = 1;
    });
  });
  ok_joined[2] = 1;
}

void graph() {
  tbb::flow::graph graph;
  tbb::flow::function_node<int, int> node(
      graph, tbb::flow::unlimited, [](int key) {
        // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad_node' is written
        bad_node[key] = 1;
        // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad_between' is written
        bad_between[key] = 1;
        locked(ok_node, key);
        return key;
      });
  tbb::flow::function_node<int, int> serial(
      graph, tbb::flow::serial, [](int key) {
        ok_serial[key] = 1;
        bad_between[key] = 1;
        return key;
      });
  tbb::flow::make_edge(node, serial);
  for (int i = 0; i < 4; ++i)
    node.try_put(i);
  graph.wait_for_all();
  ok_node[1] = 1;
}

int main() {
  loops();
  invoke();
  group();
  arena();
  graph();
}
