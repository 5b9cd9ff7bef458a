// Function objects that are taken out of a container to be run: what all of
// them hold is known, what each holds is its own.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'
// RUN: %if tsan %{ %clangxx -std=c++20 -pthread -fsanitize=thread -g %s -o %t %}
// RUN: %if tsan %{ not %t 2>&1 | FileCheck %s --check-prefix=TSAN %}
// TSAN: WARNING: ThreadSanitizer: data race

#include <functional>
#include <future>
#include <memory>
#include <thread>
#include <unordered_map>
#include <vector>

using Map = std::unordered_map<int, int>;

struct Gateway {
  Map bad_packaged, bad_copied;
};

void packaged(Gateway &gateway) {
  std::vector<std::packaged_task<int()>> tasks;
  for (int i = 0; i < 3; ++i)
    tasks.emplace_back([&gateway, i] {
      // CHECK: functions-from-a-container.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'Gateway::bad_packaged' is written here without a lock
      return gateway.bad_packaged[i] = 1;
    });
  std::vector<std::future<int>> results;
  std::vector<std::thread> threads;
  for (auto &task : tasks) {
    results.push_back(task.get_future());
    threads.emplace_back(std::move(task));
  }
  for (auto &result : results)
    result.get();
  for (auto &thread : threads)
    thread.join();
}

void copied(Gateway &gateway) {
  std::vector<std::function<void()>> jobs;
  for (int i = 0; i < 3; ++i)
    // CHECK: functions-from-a-container.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'Gateway::bad_copied' is written here without a lock
    jobs.push_back([&gateway, i] { gateway.bad_copied[i] = 1; });
  std::vector<std::thread> threads;
  for (auto job : jobs)
    threads.emplace_back(job);
  for (auto &thread : threads)
    thread.join();
}

void ownSlots() {
  std::vector<Map> ok_slots(3);
  std::vector<std::function<void()>> jobs;
  for (int i = 0; i < 3; ++i)
    jobs.push_back([&slot = ok_slots[i], i] { slot[i] = 1; });
  std::vector<std::thread> threads;
  for (auto &job : jobs)
    threads.emplace_back(std::move(job));
  for (auto &thread : threads)
    thread.join();
}

struct Part {
  Map ok_part;
};

void ownObjects() {
  std::vector<std::function<void()>> jobs;
  for (int i = 0; i < 3; ++i)
    jobs.push_back(
        [part = std::make_shared<Part>(), i] { part->ok_part[i] = 1; });
  std::vector<std::thread> threads;
  for (auto &job : jobs)
    threads.emplace_back(std::move(job));
  for (auto &thread : threads)
    thread.join();
}

int main() {
  Gateway gateway;
  packaged(gateway);
  copied(gateway);
  ownSlots();
  ownObjects();
}
