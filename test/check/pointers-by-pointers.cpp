// What a map keeps by pointer under keys that are pointers as well: the two are
// not taken for each other.
// RUN: not %maprace check %s -- -std=c++20 -pthread | FileCheck %s '--implicit-check-not={{warning|error}}:'
#include <map>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <vector>

struct User {
  std::map<int, int> drafts;
};

struct Cache {
  std::mutex mutex;
  std::unordered_map<User *, std::map<int, int> *> byUser;

  void keep(User *user, int key) {
    std::map<int, int> *own;
    {
      std::lock_guard lock(mutex);
      if (!byUser.count(user))
        byUser.emplace(user, new std::map<int, int>);
      own = byUser.at(user);
    }
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Cache::byUser' is written here without a lock
    own->emplace(key, 1);
  }
};

Cache cache;
std::vector<User *> users;

void serve() {
  for (int i = 0; i < 1000; ++i)
    for (User *user : users)
      cache.keep(user, i);
}

int main() {
  User one, two;
  users.push_back(&one);
  users.push_back(&two);
  std::thread a(serve), b(serve);
  a.join();
  b.join();
}
