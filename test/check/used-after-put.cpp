// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: not %maprace check %s -- -std=c++20 -pthread | FileCheck %s '--implicit-check-not={{warning|error}}:'

// Who takes an object out of a queue has it alone, unless the one who put it
// there goes on using it.
#include <condition_variable>
#include <deque>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <unordered_map>

template <typename T> class Queue {
public:
  void push(std::shared_ptr<T> item) {
    std::lock_guard lock(mutex_);
    items_.push_back(std::move(item));
    filled_.notify_one();
  }
  std::shared_ptr<T> pop() {
    std::unique_lock lock(mutex_);
    filled_.wait(lock, [this] { return !items_.empty(); });
    auto item = std::move(items_.front());
    items_.pop_front();
    return item;
  }

private:
  std::mutex mutex_;
  std::condition_variable filled_;
  std::deque<std::shared_ptr<T>> items_;
};

constexpr int Rounds = 200;

/// Fills the batch before it gives it away.
struct Before {
  struct Batch {
    std::map<int, int> rows;
  };
  Queue<Batch> queue;
  int sum = 0;
  void give() {
    for (int i = 0; i < Rounds; ++i) {
      auto batch = std::make_shared<Batch>();
      batch->rows[i] = i;
      queue.push(batch);
    }
  }
  void take() {
    for (int i = 0; i < Rounds; ++i)
      sum += queue.pop()->rows.size();
  }
};

/// Goes on filling it.
struct After {
  struct Batch {
    std::map<int, int> rows;
  };
  Queue<Batch> queue;
  int sum = 0;
  void give() {
    for (int i = 0; i < Rounds; ++i) {
      auto batch = std::make_shared<Batch>();
      queue.push(batch);
      for (int j = 0; j < 20; ++j)
        // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'After::Batch::rows' is written here without a lock, while another thread may read it
        batch->rows[j] = i;
    }
  }
  void take() {
    for (int i = 0; i < Rounds; ++i)
      sum += queue.pop()->rows.size();
  }
};

/// The same in one class, where the taker writes.
struct Inbox {
  std::mutex mutex;
  std::deque<std::shared_ptr<std::unordered_map<int, int>>> items;
  int sum = 0;
  void give() {
    for (int i = 0; i < Rounds; ++i) {
      auto item = std::make_shared<std::unordered_map<int, int>>();
      {
        std::lock_guard lock(mutex);
        items.push_back(item);
      }
      for (int j = 0; j < 500; ++j)
        sum += item->count(j);
    }
  }
  void take() {
    for (int taken = 0; taken < Rounds;) {
      std::shared_ptr<std::unordered_map<int, int>> item;
      {
        std::lock_guard lock(mutex);
        if (items.empty())
          continue;
        item = items.front();
        items.pop_front();
      }
      ++taken;
      // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Inbox::items' is written here without a lock, while another thread may read it
      item->emplace(taken, taken);
    }
  }
};

/// Each holds the lock of the request.
struct Locked {
  struct Request {
    std::mutex mutex;
    std::map<int, int> headers;
  };
  Queue<Request> queue;
  void give() {
    for (int i = 0; i < Rounds; ++i) {
      auto request = std::make_shared<Request>();
      queue.push(request);
      std::lock_guard lock(request->mutex);
      request->headers[i] = i;
    }
  }
  void take() {
    for (int i = 0; i < Rounds; ++i) {
      auto request = queue.pop();
      std::lock_guard lock(request->mutex);
      request->headers[i] = i;
    }
  }
};

/// Waits for the answer.
struct Answered {
  struct Question {
    std::promise<void> done;
    std::map<int, int> answers;
  };
  Queue<Question> queue;
  int sum = 0;
  void give() {
    for (int i = 0; i < Rounds; ++i) {
      auto question = std::make_shared<Question>();
      queue.push(question);
      question->done.get_future().wait();
      sum += question->answers.size();
    }
  }
  void take() {
    for (int i = 0; i < Rounds; ++i) {
      auto question = queue.pop();
      question->answers[i] = i;
      question->done.set_value();
    }
  }
};

template <typename Case> void run(Case &each) {
  std::thread giver([&each] { each.give(); });
  std::thread taker([&each] { each.take(); });
  giver.join();
  taker.join();
}

int main() {
  Before before;
  After after;
  Inbox inbox;
  Locked locked;
  Answered answered;
  run(before);
  run(after);
  run(inbox);
  run(locked);
  run(answered);
  return before.sum + after.sum + inbox.sum + answered.sum == 0;
}
