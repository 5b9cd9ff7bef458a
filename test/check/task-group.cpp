// A group of tasks of one's own: who has seen that none remains comes after what
// they did. What they are only its user knows.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

class TaskGroup {
public:
  ~TaskGroup() {
    for (std::thread &thread : threads_)
      thread.join();
  }
  void append(std::function<bool()> task) {
    {
      std::lock_guard lock(mutex_);
      ++remaining_;
    }
    threads_.emplace_back([this, task = std::move(task)] { done(task()); });
  }
  bool finish() {
    std::unique_lock lock(mutex_);
    none_.wait(lock, [this] { return remaining_ == 0; });
    return good_;
  }

private:
  void done(bool good) {
    std::lock_guard lock(mutex_);
    good_ = good_ && good;
    if (--remaining_ == 0)
      none_.notify_all();
  }
  std::mutex mutex_;
  std::condition_variable none_;
  int remaining_ = 0;
  bool good_ = true;
  std::vector<std::thread> threads_;
};

class Dictionary {
public:
  bool add(int key) {
    std::lock_guard lock(mutex_);
    ok_words[key] = 1;
    bad_words[key] = 1;
    return key >= 0;
  }
  std::map<int, int> ok_words, bad_words;

private:
  std::mutex mutex_;
};

int main() {
  Dictionary dictionary;
  TaskGroup group;
  for (int i = 0; i < 4; ++i)
    group.append([&dictionary, i] { return dictionary.add(i); });
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Dictionary::bad_words' is written here without a lock, while another thread may write it
  dictionary.bad_words.clear();
  if (!group.finish())
    return 1;
  dictionary.ok_words.clear();
}
