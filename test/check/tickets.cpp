// Who waits until it is the turn of a number that a counter hands out once, or
// of its own share of a counter, is alone until it gives the turn on.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'

#include <atomic>
#include <map>
#include <thread>
#include <vector>

std::map<int, int> ok_ticket, ok_guarded, ok_share;
std::map<int, int> bad_same_ticket, bad_afterwards, bad_same_share, bad_share_over;

class Tickets {
public:
  class Turn {
  public:
    explicit Turn(Tickets &t) : tickets(t), mine(t.next.fetch_add(1)) {
      for (unsigned now; (now = tickets.serving.load()) != mine;)
        tickets.serving.wait(now);
    }
    ~Turn() {
      tickets.serving.store(mine + 1);
      tickets.serving.notify_all();
    }

  private:
    Tickets &tickets;
    unsigned mine;
  };
  std::atomic<unsigned> next{0}, serving{0};
};

Tickets guarded, drawn, looked;

void tickets() {
  for (int i = 0; i < 100; ++i) {
    Tickets::Turn turn(guarded);
    ok_guarded[i] = i;
  }
  for (int i = 0; i < 100; ++i) {
    const unsigned mine = drawn.next.fetch_add(1);
    while (drawn.serving.load() != mine)
      std::this_thread::yield();
    ok_ticket[i] = i;
    drawn.serving.store(mine + 1);
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad_afterwards' is written here without a lock, and two threads may do so at once
    bad_afterwards[i] = i;
  }
  for (int i = 0; i < 100; ++i) {
    const unsigned mine = looked.next.load();
    while (looked.serving.load() != mine)
      std::this_thread::yield();
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad_same_ticket' is written here without a lock, and two threads may do so at once
    bad_same_ticket[i] = i;
    looked.serving.store(mine);
  }
}

struct Ring {
  std::atomic<unsigned> turn{0};
  const unsigned threads = 2;
};

Ring each, first;

void shares(unsigned me) {
  for (int i = 0; i < 100; ++i) {
    while (each.turn.load() % each.threads != me)
      std::this_thread::yield();
    ok_share[i] = i;
    each.turn.fetch_add(1);
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad_share_over' is written here without a lock, and two threads may do so at once
    bad_share_over[i] = i;
  }
  for (int i = 0; i < 100; ++i) {
    while (first.turn.load() % first.threads != 0)
      std::this_thread::yield();
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad_same_share' is written here without a lock, and two threads may do so at once
    bad_same_share[i] = i;
    first.turn.fetch_add(2);
  }
}

int main() {
  std::vector<std::thread> threads;
  for (int i = 0; i < 2; ++i)
    threads.emplace_back(tickets);
  for (auto &thread : threads)
    thread.join();
  std::vector<std::thread> sharers;
  for (unsigned i = 0; i < 2; ++i)
    sharers.emplace_back(shares, i);
  for (auto &thread : sharers)
    thread.join();
}
