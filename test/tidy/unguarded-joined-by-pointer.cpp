// A thread that is kept by a pointer is joined by it. No thread is in sight but
// that of the class.
// RUN: %check_tidy %s -- -std=c++20
#include <memory>
#include <thread>
#include <unordered_map>
#include <vector>

class Workers {
public:
  void launch() {
    threads_.push_back(std::make_unique<std::thread>([this] {
      halted_[1]++;
      // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Workers::early_' is written here
      early_[1]++;
    }));
  }
  size_t ok_halted() {
    halt();
    return halted_.size();
  }
  size_t bad_early() {
    size_t size = early_.size();
    halt();
    return size;
  }

private:
  void halt() {
    for (auto &thread : threads_)
      thread->join();
    threads_.clear();
  }
  std::vector<std::unique_ptr<std::thread>> threads_;
  std::unordered_map<int, int> halted_, early_;
};
