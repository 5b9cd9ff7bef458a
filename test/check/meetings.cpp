// Between two meetings at a barrier one thread, told apart by its number, has
// the map for itself.
// RUN: not %maprace check %s -- -std=c++20 -pthread | FileCheck %s '--implicit-check-not={{warning|error}}:'
#include <barrier>
#include <map>
#include <pthread.h>
#include <thread>
#include <vector>

using Map = std::map<int, int>;
constexpr int Ranks = 4, Steps = 6;

// One writes, all meet, all read, all meet.
struct Twice {
  Map ok;
  std::barrier<> sync{Ranks};
  void work(int rank) {
    for (int step = 0; step < Steps; ++step) {
      if (rank == 0)
        ok[step] = rank;
      sync.arrive_and_wait();
      ok.count(step);
      sync.arrive_and_wait();
    }
  }
} twice;

// Who writes the next round does not wait for the readers of this one.
struct Once {
  Map bad;
  std::barrier<> sync{Ranks};
  void work(int rank) {
    for (int step = 0; step < Steps; ++step) {
      if (rank == 0)
        // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Once::bad' is written here
        bad[step] = rank;
      sync.arrive_and_wait();
      for (int key = 0; key < 1000; ++key)
        bad.count(key);
    }
  }
} once;

// Each round another one writes.
struct Turns {
  Map ok, bad;
  std::barrier<> sync{Ranks};
  void work(int rank) {
    for (int step = 0; step < Steps; ++step) {
      if (step % Ranks == rank)
        ok[step] = rank;
      for (int part = 0; part < Steps; ++part)
        if (part % Ranks == rank)
          // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Turns::bad' is written here
          bad[part] = rank;
      sync.arrive_and_wait();
      ok.count(step);
      sync.arrive_and_wait();
    }
  }
} turns;

// All of them are of the same kind.
struct Alike {
  Map bad;
  std::barrier<> sync{Ranks};
  void work(int kind) {
    if (kind == 0)
      // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Alike::bad' is written here
      bad[kind] = 1;
    sync.arrive_and_wait();
    bad.count(kind);
  }
} alike;

// The number is in an object of each thread.
struct Grid {
  pthread_barrier_t written, seen;
  Map ok;
} grid;

struct Rank {
  Grid *on;
  int number;
};

void *rank_main(void *data) {
  Rank *rank = static_cast<Rank *>(data);
  for (int step = 0; step < Steps; ++step) {
    if (rank->number == 0)
      rank->on->ok.clear();
    pthread_barrier_wait(&rank->on->written);
    rank->on->ok.find(step);
    pthread_barrier_wait(&rank->on->seen);
  }
  return nullptr;
}

void run_ranks() {
  pthread_barrier_init(&grid.written, nullptr, Ranks);
  pthread_barrier_init(&grid.seen, nullptr, Ranks);
  pthread_t threads[Ranks];
  Rank ranks[Ranks];
  for (int r = 0; r < Ranks; ++r) {
    ranks[r].on = &grid;
    ranks[r].number = r;
    pthread_create(&threads[r], nullptr, rank_main, &ranks[r]);
  }
  for (int r = 0; r < Ranks; ++r)
    pthread_join(threads[r], nullptr);
}

// No meeting is needed by one of them alone; two of them are not one.
struct Alone {
  Map ok, bad;
  void work(int rank) {
    if (rank == 0)
      ok[0] = rank;
    if (rank != 0)
      // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Alone::bad' is written here
      bad[0] = rank;
  }
} alone;

int main() {
  std::vector<std::thread> threads;
  for (int r = 0; r < Ranks; ++r) {
    threads.emplace_back(&Twice::work, &twice, r);
    threads.emplace_back(&Once::work, &once, r);
    threads.emplace_back([r] { turns.work(r); });
    threads.emplace_back(&Alike::work, &alike, 0);
    threads.emplace_back(&Alone::work, &alone, r);
  }
  for (std::thread &thread : threads)
    thread.join();
  run_ranks();
}
