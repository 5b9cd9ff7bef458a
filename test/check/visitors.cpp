// A function object with several call operators runs any of them.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'
// RUN: %if tsan %{ %clangxx -std=c++20 -pthread -fsanitize=thread -g %s -o %t %}
// RUN: %if tsan %{ not %t 2>&1 | FileCheck %s --check-prefix=TSAN %}
// TSAN: WARNING: ThreadSanitizer: data race

#include <map>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <variant>

struct Put {
  int key;
};
struct Drop {
  int key;
};
using Command = std::variant<Put, Drop>;

template <class... Parts> struct Overloaded : Parts... {
  using Parts::operator()...;
};
template <class... Parts> Overloaded(Parts...) -> Overloaded<Parts...>;

struct Store {
  std::mutex mutex;
  std::unordered_map<int, int> bad_overloaded, bad_members, ok_locked;

  void overloaded(Command &command) {
    std::visit(Overloaded{[](Put &) {},
                          [this](Drop &drop) {
                            // CHECK: visitors.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'Store::bad_overloaded' is written here without a lock
                            bad_overloaded.erase(drop.key);
                          }},
               command);
  }
  void locked(Command &command) {
    std::visit(Overloaded{[this](Put put) {
                            std::lock_guard<std::mutex> held(mutex);
                            ok_locked[put.key] = 1;
                          },
                          [this](Drop drop) {
                            std::lock_guard<std::mutex> held(mutex);
                            ok_locked.erase(drop.key);
                          }},
               command);
  }
};

struct Visitor {
  Store &store;
  int operator()(Put &) { return 0; }
  int operator()(Drop &drop) {
    // CHECK: visitors.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'Store::bad_members' is written here without a lock
    return store.bad_members.erase(drop.key);
  }
};

// What each alternative leads to.
struct Rows {
  std::unordered_map<int, int> *cells;
  void add(int key) {
    // CHECK: visitors.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad_cells' is written here without a lock
    (*cells)[key] = 1;
  }
};
struct Columns {
  void add(int) {}
};

int main() {
  Store store;
  std::unordered_map<int, int> bad_cells, ok_cells;
  std::variant<Columns, Rows> table = Rows{&bad_cells}, own = Rows{&ok_cells};
  auto work = [&](int key) {
    Command put = Put{key}, drop = Drop{key};
    for (Command *each : {&put, &drop}) {
      store.overloaded(*each);
      store.locked(*each);
      std::visit(Visitor{store}, *each);
    }
    std::visit([key](auto &part) { part.add(key); }, table);
  };
  std::thread one(work, 1), two(work, 2);
  std::visit([](auto &part) { part.add(3); }, own);
  one.join();
  two.join();
}
