// Commands with a virtual function that one worker takes from its queue, kept
// by pointers of either kind: they run beside who gives them, and one after the
// other.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'

#include <atomic>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

struct Command {
  virtual ~Command() = default;
  virtual void apply() = 0;
};

template <class Pointer> class Worker {
public:
  Worker() : thread([this] { run(); }) {}
  ~Worker() {
    stop = true;
    thread.join();
  }
  void give(Pointer command) {
    std::lock_guard<std::mutex> lock(mutex);
    todo.push_back(std::move(command));
  }

private:
  void run() {
    while (!stop) {
      Pointer next = nullptr;
      {
        std::lock_guard<std::mutex> lock(mutex);
        if (!todo.empty()) {
          next = std::move(todo.front());
          todo.pop_front();
        }
      }
      if (next)
        next->apply();
    }
  }
  std::mutex mutex;
  std::deque<Pointer> todo;
  std::atomic<bool> stop{false};
  std::thread thread;
};

struct Stock {
  std::mutex mutex;
  std::map<int, int> bad_seen, bad_owned, ok_locked, ok_history;
};

struct Restock : Command {
  Stock &stock;
  explicit Restock(Stock &stock) : stock(stock) {}
  void apply() override {
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Stock::bad_seen' is written here without a lock, while another thread may read it
    stock.bad_seen[1] = 1;
    stock.ok_history[1] = 1;
    std::lock_guard<std::mutex> lock(stock.mutex);
    stock.ok_locked[1] = 1;
  }
};

struct Sell : Command {
  Stock &stock;
  explicit Sell(Stock &stock) : stock(stock) {}
  void apply() override {
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Stock::bad_owned' is written here without a lock, while another thread may read it
    stock.bad_owned[1] = 0;
    stock.ok_history.erase(1);
  }
};

class Shop {
public:
  void restock() { plain.give(new Restock(stock)); }
  void sell() { plain.give(new Sell(stock)); }
  size_t seen() {
    std::lock_guard<std::mutex> lock(stock.mutex);
    return stock.bad_seen.count(1) + stock.ok_locked.count(1);
  }

private:
  Stock stock;
  Worker<Command *> plain;
};

int main() {
  Shop shop;
  shop.restock();
  shop.sell();
  shop.seen();

  Stock stock;
  Worker<std::unique_ptr<Command>> worker;
  worker.give(std::make_unique<Sell>(stock));
  stock.bad_owned.count(1);
}
