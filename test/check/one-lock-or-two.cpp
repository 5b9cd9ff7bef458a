// Where two pointers lead to one lock, whoever holds it by one holds it by the
// other.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'
#include <array>
#include <functional>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <utility>

using Map = std::unordered_map<int, int>;

struct Guild {
  std::mutex mutex;
  Map ok, bad, after;
};

// Takes two locks, or one if they are one.
class Both {
public:
  Both(std::mutex &a, std::mutex &b) : first(&a), second(&b) {
    if (std::less<std::mutex *>()(second, first))
      std::swap(first, second);
    first->lock();
    if (second != first)
      second->lock();
  }
  ~Both() {
    if (second != first)
      second->unlock();
    first->unlock();
  }

private:
  std::mutex *first, *second;
};

void give(Guild &from, Guild &to, int key) {
  {
    Both lock(from.mutex, to.mutex);
    from.ok.erase(key);
    to.ok[key] = 1;
  }
  // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Guild::after' is written here
  to.after[key] = 1;
}

class Stripes {
public:
  void move(std::size_t from, std::size_t to, int key) {
    std::mutex &a = stripe(from), &b = stripe(to);
    if (&a == &b) {
      std::lock_guard one(a);
      ok[from].erase(key);
      ok[to][key] = 1;
      return;
    }
    std::scoped_lock two(a, b);
    ok[from].erase(key);
    ok[to][key] = 1;
  }
  void move_bad(std::size_t from, std::size_t to, int key) {
    std::mutex &a = stripe(from), &b = stripe(to);
    if (&a != &b) {
      std::lock_guard one(a);
      // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Stripes::bad' is written here
      bad[to][key] = 1;
      return;
    }
    std::lock_guard one(a);
    bad[to].erase(key);
  }

private:
  std::mutex &stripe(std::size_t of) { return mutexes[of % 4]; }
  std::array<std::mutex, 4> mutexes;
  std::array<Map, 16> ok, bad;
};

int main() {
  Guild red, blue;
  Stripes stripes;
  auto use = [&](int t) {
    for (int i = 0; i < 20000; ++i) {
      give(t ? red : blue, t ? blue : red, i);
      give(red, red, i);
      stripes.move(i % 16, (i * t + 3) % 16, i);
      stripes.move_bad(i % 16, (i * t + 3) % 16, i);
    }
  };
  std::thread a(use, 0), b(use, 1);
  a.join();
  b.join();
}
