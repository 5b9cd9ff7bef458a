// A callback that is called with an object of its caller's: what the object holds comes along.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'

#include <map>
#include <pthread.h>

struct Event {
  int kind;
  void *user;
};
typedef void (*Callback)(Event *);

static Callback callback;
static void *user;
static pthread_t thread;

static void *service(void *) {
  Event event = {1, user};
  callback(&event);
  return nullptr;
}

void subscribe(Callback c, void *u) {
  callback = c;
  user = u;
}
void start() { pthread_create(&thread, nullptr, service, nullptr); }
void stop() { pthread_join(thread, nullptr); }

class Provider {
public:
  void open() {
    subscribe(&Provider::changed, this);
    start();
  }
  int count() {
    return clients_.size();
  }

private:
  static void changed(Event *event) {
    static_cast<Provider *>(event->user)->add(event->kind);
  }
  // CHECK: callback-with-user-data.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'Provider::clients_' is written here without a lock
  void add(int kind) { clients_.emplace(kind, kind); }
  std::map<int, int> clients_;
};

// Each thread's own: nobody else reaches it.
struct Scratch {
  std::map<int, int> seen;
};
typedef void (*Visit)(Scratch *);
static Visit visit;
void ok_visit(Scratch *scratch) { scratch->seen[1] = 1; }
void *ok_worker(void *) {
  Scratch scratch;
  visit(&scratch);
  return nullptr;
}

int main() {
  Provider provider;
  provider.open();
  int n = provider.count();
  stop();
  visit = ok_visit;
  pthread_t threads[2];
  for (pthread_t &t : threads)
    pthread_create(&t, nullptr, ok_worker, nullptr);
  for (pthread_t &t : threads)
    pthread_join(t, nullptr);
  return n;
}
