// Elements of a container that own their objects have different ones, whether
// they are started as they are made or in a loop of its own.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'
#include <map>
#include <memory>
#include <thread>
#include <vector>

template <int> struct Worker {
  std::map<int, int> own;
  std::map<int, int> *common = nullptr;
  std::thread thread;
  void start() {
    thread = std::thread([this] { run(); });
  }
  void run() {
    own[1] = 1;
    if (common)
      // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'common' is written here
      (*common)[1] = 1;
  }
};

template <class W> void joinAll(std::vector<std::unique_ptr<W>> &workers) {
  for (auto &worker : workers)
    worker->thread.join();
}

void ok_together() {
  std::vector<std::unique_ptr<Worker<1>>> workers;
  for (int i = 0; i < 4; ++i)
    workers.push_back(std::make_unique<Worker<1>>());
  for (auto &worker : workers)
    worker->start();
  joinAll(workers);
}

void ok_one_by_one() {
  std::vector<std::unique_ptr<Worker<2>>> workers;
  for (int i = 0; i < 4; ++i) {
    workers.emplace_back(new Worker<2>);
    workers.back()->start();
  }
  joinAll(workers);
}

void bad_common() {
  std::map<int, int> common;
  std::vector<std::unique_ptr<Worker<3>>> workers;
  for (int i = 0; i < 4; ++i) {
    workers.push_back(std::make_unique<Worker<3>>());
    workers.back()->common = &common;
  }
  for (auto &worker : workers)
    worker->start();
  joinAll(workers);
}

int main() {
  ok_together();
  ok_one_by_one();
  bad_common();
}
