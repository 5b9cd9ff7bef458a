// A lock that is used through an interface, with no implementation in sight:
// its names say what it is. Taken and let go, it guards; released only, not.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'
#include <map>
#include <thread>

class Lock {
public:
  virtual ~Lock() = default;
  virtual void Acquire() = 0;
  virtual void Release() = 0;
};

class Inside {
public:
  explicit Inside(Lock *lock) : lock(lock) { lock->Acquire(); }
  ~Inside() { lock->Release(); }

private:
  Lock *lock;
};

// Something that is released is no lock.
class Resource {
public:
  virtual ~Resource() = default;
  virtual void Release() = 0;
  virtual void Use() = 0;
};

struct Bank {
  void ok_play(int id) {
    Inside inside(lock);
    map[id] = 1;
  }
  void bad_play(int id) {
    resource->Use();
    // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Bank::bare' is written here
    bare[id] = 1;
    resource->Release();
  }
  Lock *lock;
  Resource *resource;
  std::map<int, int> map, bare;
};

Lock *makeLock();
Resource *makeResource();

int main() {
  Bank bank{makeLock(), makeResource(), {}, {}};
  auto play = [&] {
    bank.ok_play(1);
    bank.bad_play(1);
  };
  std::thread a(play), b(play);
  a.join();
  b.join();
}
