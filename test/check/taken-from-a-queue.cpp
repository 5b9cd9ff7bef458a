// Whoever removes an element under the lock has what it points to for itself:
// queues hand objects over. Who only looks shares it.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <queue>
#include <thread>
#include <vector>

struct Batch {
  std::map<int, int> ok_lines, bad_lines;
};

std::mutex mutex;
std::deque<std::unique_ptr<Batch>> unique;
std::deque<std::shared_ptr<Batch>> shared;
std::vector<Batch *> stack;
std::queue<Batch *> queue;
std::map<int, Batch *> table;
std::vector<std::shared_ptr<Batch>> all;

std::optional<std::unique_ptr<Batch>> takeUnique() {
  std::lock_guard lock(mutex);
  if (unique.empty())
    return std::nullopt;
  std::optional<std::unique_ptr<Batch>> batch(std::move(unique.front()));
  unique.pop_front();
  return batch;
}
std::shared_ptr<Batch> takeShared() {
  std::lock_guard lock(mutex);
  if (shared.empty())
    return nullptr;
  std::shared_ptr<Batch> batch = shared.front();
  shared.pop_front();
  return batch;
}
Batch *takeLast() {
  std::lock_guard lock(mutex);
  if (stack.empty())
    return nullptr;
  Batch *batch = stack.back();
  stack.pop_back();
  return batch;
}
Batch *takeQueued() {
  std::lock_guard lock(mutex);
  if (queue.empty())
    return nullptr;
  Batch *batch = queue.front();
  queue.pop();
  return batch;
}
Batch *takeFound(int key) {
  std::lock_guard lock(mutex);
  auto it = table.find(key);
  if (it == table.end())
    return nullptr;
  Batch *batch = it->second;
  table.erase(it);
  return batch;
}
std::shared_ptr<Batch> look() {
  std::lock_guard lock(mutex);
  return all.empty() ? nullptr : all.front();
}

void work() {
  // As a rule a worker never returns.
  while (true) {
    if (auto batch = takeUnique())
      (*batch)->ok_lines[1] = 1;
    if (auto batch = takeShared())
      batch->ok_lines[1] = 1;
    if (Batch *batch = takeLast())
      batch->ok_lines[1] = 1;
    if (Batch *batch = takeQueued())
      batch->ok_lines[1] = 1;
    if (Batch *batch = takeFound(3))
      batch->ok_lines[1] = 1;
    if (auto batch = look())
      // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Batch::bad_lines' is written here without a lock, and two threads may do so at once
      batch->bad_lines[1] = 1;
  }
}

void produce() {
  for (int i = 0; i < 9; ++i) {
    auto batch = std::make_unique<Batch>();
    batch->ok_lines[1] = i;
    std::lock_guard lock(mutex);
    all.push_back(std::make_shared<Batch>());
    unique.push_back(std::make_unique<Batch>());
    shared.push_back(std::make_shared<Batch>());
    stack.push_back(new Batch);
    queue.push(new Batch);
    table[i] = batch.release();
  }
}

int main() {
  std::vector<std::thread> workers;
  for (int i = 0; i < 3; ++i)
    workers.emplace_back(work);
  std::thread producer(produce);
  producer.join();
  for (std::thread &worker : workers)
    worker.join();
}
