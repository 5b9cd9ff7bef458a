// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: not %maprace check %s -- -std=c++20 -isystem %S/Inputs | FileCheck %s '--implicit-check-not={{warning|error}}:'

#include <boost/bind/bind.hpp>
#include <boost/thread/future.hpp>
#include <boost/thread/scoped_thread.hpp>
#include <boost/thread/thread.hpp>
#include <map>
#include <mutex>

std::mutex mutex;
std::map<int, int> bad_thread, bad_group, bad_async, bad_scoped, bad_add;
std::map<int, int> ok_thread, ok_joined, ok_group, ok_async, ok_add, ok_scoped;

void locked(std::map<int, int> &map, int key) {
  std::lock_guard<std::mutex> held(mutex);
  map[key] = 1;
}

void threads() {
  boost::thread one([] {
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad_thread' is written
    bad_thread[1] = 1;
    locked(ok_thread, 1);
    ok_joined[1] = 1;
  });
  bad_thread.erase(2);
  locked(ok_thread, 2);
  one.join();
  ok_joined[2] = 1;
}

struct Worker {
  void run(int key) {
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad_group' is written
    bad_group[key] = 1;
    locked(ok_group, key);
  }
};

void group() {
  Worker worker;
  boost::thread_group group;
  for (int i = 0; i < 4; ++i)
    group.create_thread(boost::bind(&Worker::run, &worker, i));
  group.join_all();
  ok_group[1] = 1;
}

void added() {
  boost::thread_group group;
  for (int i = 0; i < 4; ++i)
    group.add_thread(new boost::thread([i] {
      // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad_add' is written
      bad_add[i] = 1;
      locked(ok_add, i);
    }));
  group.join_all();
  ok_add[1] = 1;
}

void futures() {
  auto future = boost::async(boost::launch::async, [] {
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad_async' is written
    bad_async[1] = 1;
    ok_async[1] = 1;
    return 1;
  });
  bad_async[2] = 1;
  future.get();
  ok_async[2] = 1;
}

void scoped() {
  {
    boost::scoped_thread<> one([] {
      // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad_scoped' is written
      bad_scoped[1] = 1;
      ok_scoped[1] = 1;
    });
    bad_scoped[2] = 1;
  }
  ok_scoped[2] = 1;
}

int main() {
  threads();
  group();
  added();
  futures();
  scoped();
}
