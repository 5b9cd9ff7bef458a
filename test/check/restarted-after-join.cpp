// A handle that was joined and then given to a new thread says nothing of the
// new one.
// RUN: not %maprace check %s -- -std=c++20 -pthread | FileCheck %s '--implicit-check-not={{warning|error}}:'
#include <functional>
#include <thread>
#include <unordered_map>

using Tiles = std::unordered_map<int, int>;

/// Fills the tiles around a place while the view is drawn.
class Ahead {
public:
  ~Ahead() { finish(); }
  void moveTo(int x) {
    finish();
    loader_ = std::thread(fill, std::ref(tiles_), x);
  }
  int height(int x) const {
    auto it = tiles_.find(x);
    return it == tiles_.end() ? 0 : it->second;
  }

private:
  static void fill(Tiles &out, int x) {
    for (int i = x; i < x + 1000; ++i)
      // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Ahead::tiles_' is written here without a lock, while another thread may read it
      out.try_emplace(i, i);
  }
  void finish() {
    if (!loader_.joinable())
      return;
    loader_.join();
  }
  Tiles tiles_;
  std::thread loader_;
};

/// The same in one function.
struct Direct {
  Tiles tiles;
  std::thread loader;
  int moveTo(int x) {
    loader.join();
    loader = std::thread([this, x] {
      for (int i = x; i < x + 1000; ++i)
        // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Direct::tiles' is written here without a lock, while another thread may read it
        tiles.try_emplace(i, i);
    });
    return tiles.count(x);
  }
};

/// Looks at the tiles only when the loader is done.
class Between {
public:
  ~Between() { finish(); }
  int moveTo(int x) {
    finish();
    int known = tiles_.count(x);
    loader_ = std::thread([this, x] {
      for (int i = x; i < x + 1000; ++i)
        tiles_.try_emplace(i, i);
    });
    return known;
  }
  int height(int x) {
    finish();
    auto it = tiles_.find(x);
    return it == tiles_.end() ? 0 : it->second;
  }
  /// Starts again, and clears when that one is done.
  void restart(int x) {
    moveTo(x);
    finish();
    tiles_.clear();
  }

private:
  void finish() {
    if (loader_.joinable())
      loader_.join();
  }
  Tiles tiles_;
  std::thread loader_;
};

int main() {
  Ahead ahead;
  Direct direct;
  direct.loader = std::thread([] {});
  Between between;
  int sum = 0;
  for (int x = 0; x < 3; ++x) {
    ahead.moveTo(x * 1000);
    for (int i = 0; i < 500; ++i)
      sum += ahead.height(i);
    sum += direct.moveTo(x * 1000);
    sum += between.moveTo(x * 1000);
    sum += between.height(x);
    between.restart(x);
  }
  direct.loader.join();
  return sum == 0;
}
