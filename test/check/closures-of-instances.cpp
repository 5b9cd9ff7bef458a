// A closure in a template is one for each instance, though all stand at one
// place of the source: what a guard calls at the end of the scope is its own.
// RUN: not %maprace check %s -- -std=c++20 -pthread | FileCheck %s '--implicit-check-not={{warning|error}}:'
#include <map>
#include <mutex>
#include <thread>
#include <utility>

template <typename F> class ScopeExit {
public:
  explicit ScopeExit(F f) : f(std::move(f)) {}
  ~ScopeExit() { f(); }

private:
  F f;
};

struct Pieces {
  std::map<int, int> found;
  void note(int key) { found[key] = 1; }
};
struct Blocks {
  std::map<int, int> found;
  void note(int key) { found[key] = 2; }
};
struct Hashes {
  std::map<int, int> found;
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Hashes::found' is written here without a lock
  void note(int key) { found[key] = 3; }
};

/// Works unlocked, and notes the result locked again.
template <typename Table>
void work(Table &table, int key, std::unique_lock<std::mutex> &lock) {
  table.note(key);
  lock.unlock();
  {
    ScopeExit again([&] { lock.lock(); });
    std::this_thread::yield();
  }
  table.note(key + 1);
}

template <typename Table> void noteAtTheEnd(Table &table, int key) {
  ScopeExit end([&] { table.note(key); });
}

struct Cache {
  std::mutex mutex;
  Pieces pieces;
  Blocks blocks;
  Hashes hashes;

  void run() {
    for (int i = 0; i < 1000; ++i) {
      std::unique_lock lock(mutex);
      work(pieces, i, lock);
      work(blocks, i, lock);
      noteAtTheEnd(pieces, i);
      lock.unlock();
      noteAtTheEnd(hashes, i);
    }
  }
};

int main() {
  Cache cache;
  std::thread a(&Cache::run, &cache), b(&Cache::run, &cache);
  a.join();
  b.join();
}
