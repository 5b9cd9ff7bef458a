// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: not %maprace check %s -- -std=c++20 -isystem %S/Inputs | FileCheck %s '--implicit-check-not={{warning|error}}:'

// Tasks that are posted to one strand take turns, however many it was given
// before; those of two strands do not.
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>
#include <map>
#include <memory>

using Strand =
    boost::asio::strand<boost::asio::thread_pool::executor_type>;

std::map<int, int> ok_posted, ok_helped, bad_two;

/// Posted to by tasks that the pool runs.
class Room : public std::enable_shared_from_this<Room> {
public:
  explicit Room(boost::asio::thread_pool &pool)
      : strand_(boost::asio::make_strand(pool)) {}
  void join(int user) {
    boost::asio::post(strand_, [self = shared_from_this(), user] {
      self->ok_members_[user] = 1;
    });
  }
  void leave(int user) {
    boost::asio::post(strand_, [this, keep = shared_from_this(), user] {
      ok_members_.erase(user);
    });
  }

private:
  Strand strand_;
  std::map<int, int> ok_members_;
};

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
  std::map<int, std::shared_ptr<Room>> rooms;
  for (int i = 0; i < 2; ++i)
    rooms[i] = std::make_shared<Room>(pool);
  for (int i = 0; i < 100; ++i)
    boost::asio::post(pool, [&rooms, i] {
      for (const auto &[number, room] : rooms) {
        room->join(i);
        room->leave(i);
      }
    });
  pool.join();
}
