// What is posted to a context beside other tasks runs once.
// RUN: not %maprace check %s -- -std=c++20 -isystem %S/Inputs | FileCheck %s '--implicit-check-not={{warning|error}}:'
#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <unordered_map>
#include <thread>
#include <vector>

std::unordered_map<int, int> ok_first, ok_second, shared;

struct Scores {
  std::unordered_map<int, int> ok_told, told_late;
  std::atomic_flag ready;
};

int main() {
  boost::asio::io_context context;
  Scores scores;
  std::vector<std::thread> runners;
  for (int i = 0; i < 2; ++i)
    runners.emplace_back([&context] { context.run(); });
  boost::asio::post(context, [] { ok_first[1] = 1; });
  boost::asio::post(context, [] { ok_second[1] = 1; });
  boost::asio::post(context, [&] {
    scores.ok_told[1] = 1;
    scores.ready.test_and_set(std::memory_order_release);
    scores.ready.notify_all();
    // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Scores::told_late' is written here
    scores.told_late[1] = 1;
  });
  boost::asio::post(context, [&] {
    scores.ready.wait(false, std::memory_order_acquire);
    scores.ok_told[2] = 2;
    scores.told_late[2] = 2;
  });
  for (int i = 0; i < 9; ++i)
    // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'shared' is written here
    boost::asio::post(context, [i] { shared[i] = 1; });
  for (std::thread &runner : runners)
    runner.join();
}
