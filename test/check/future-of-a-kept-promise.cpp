// A promise that others use before anybody asks for its future.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'
#include <future>
#include <memory>
#include <thread>
#include <unordered_map>

using Map = std::unordered_map<int, int>;

class Archive {
public:
  void fill() {
    ok_records_[1] = 1;
    ready_.set_value();
    // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Archive::bad_late_' is written here
    bad_late_[1] = 1;
  }
  void drain() {
    bad_early_.count(1);
    ready_.get_future().wait();
    ok_records_.erase(1);
    bad_late_.count(1);
  }
  void fill_first() {
    // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Archive::bad_early_' is written here
    bad_early_[1] = 1;
    fill();
  }

private:
  std::promise<void> ready_;
  Map ok_records_, bad_late_, bad_early_;
};

class Starter {
public:
  void start() {
    thread_ = std::thread([this] {
      ok_map_[1] = 1;
      ready_.set_value();
    });
    done_ = ready_.get_future();
  }
  std::size_t ok_size() {
    done_.wait();
    return ok_map_.size();
  }
  void stop() { thread_.join(); }

private:
  std::promise<void> ready_;
  std::future<void> done_;
  std::thread thread_;
  Map ok_map_;
};

int main() {
  Archive archive;
  std::thread fill([&] { archive.fill_first(); });
  std::thread drain([&] { archive.drain(); });
  fill.join();
  drain.join();
  auto other = std::make_unique<Archive>();
  std::thread again([&] { other->fill(); });
  other->drain();
  again.join();
  Starter starter;
  starter.start();
  starter.ok_size();
  starter.stop();
}
