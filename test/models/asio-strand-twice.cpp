// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: not %maprace check %s -- -std=c++20 -isystem %S/Inputs | FileCheck %s '--implicit-check-not={{warning|error}}:'

// Tasks that are posted to one strand take turns, however many it was given
// before; those of two strands do not.
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>
#include <map>

using Strand =
    boost::asio::strand<boost::asio::thread_pool::executor_type>;

std::map<int, int> ok_posted, ok_helped, bad_two;

void change(Strand &strand, int key) {
  boost::asio::post(strand, [key] { ok_helped.erase(key); });
  boost::asio::post(strand, [key] { ok_helped[key] = 1; });
}

int main() {
  boost::asio::thread_pool pool(3);
  auto first = boost::asio::make_strand(pool);
  auto second = boost::asio::make_strand(pool);
  for (int i = 0; i < 100; ++i) {
    boost::asio::post(first, [i] { ok_posted.erase(i); });
    boost::asio::post(first, [i] { ok_posted[i] = 1; });
    change(first, i);
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad_two' is written here under 'first', while another thread may write it under 'second'
    boost::asio::post(first, [i] { bad_two[i] = 1; });
    boost::asio::post(second, [i] { bad_two[i] = 2; });
  }
  change(first, 200);
  pool.join();
}
