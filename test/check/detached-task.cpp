// Whoever has seen that a task's future is ready comes after the task, also if
// nobody has the thread that runs it.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'

#include <algorithm>
#include <chrono>
#include <functional>
#include <future>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

class Importer {
public:
  std::shared_future<int> ok_import(int n) {
    std::packaged_task<int()> task(std::bind(&Importer::ok_parse, this, n));
    std::shared_future<int> done = task.get_future().share();
    std::thread(std::move(task)).detach();
    return done;
  }
  std::shared_future<int> bad_import(int n) {
    std::packaged_task<int()> task(std::bind(&Importer::bad_parse, this, n));
    std::shared_future<int> done = task.get_future().share();
    std::thread(std::move(task)).detach();
    return done;
  }
  std::map<int, int> ok_table, bad_table;

private:
  int ok_parse(int n) { return ok_table[n] = n; }
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Importer::bad_table' is written here without a lock, while another thread may write it
  int bad_parse(int n) { return bad_table[n] = n; }
};

class Farm {
public:
  void launch() {
    for (int i = 0; i < 3; ++i)
      threads_.push_back(std::thread(&Farm::work, this, i));
  }
  void finish() {
    std::for_each(threads_.begin(), threads_.end(),
                  std::mem_fn(&std::thread::join));
  }
  std::map<int, int> ok_rays, bad_rays;

private:
  void work(int i) {
    static std::mutex mutex;
    std::lock_guard lock(mutex);
    ok_rays[i] = 1;
    bad_rays[i] = 1;
  }
  std::vector<std::thread> threads_;
};

int main() {
  using namespace std::chrono_literals;
  Importer importer;
  std::shared_future<int> first = importer.ok_import(1);
  first.wait();
  importer.ok_table[1] = 2;
  std::shared_future<int> second = importer.ok_import(2);
  while (second.wait_for(5ms) != std::future_status::ready)
    std::this_thread::yield();
  importer.ok_table[2] = 3;

  std::shared_future<int> third = importer.bad_import(3);
  if (third.wait_for(0ms) != std::future_status::ready)
    importer.bad_table[3] = 4;
  third.wait();

  Farm farm;
  farm.launch();
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Farm::bad_rays' is written here without a lock, while another thread may write it
  farm.bad_rays[7] = 1;
  farm.finish();
  farm.ok_rays[7] = 1;
}
