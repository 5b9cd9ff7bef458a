// A library copies a structure of functions, with the data that they get, and
// a thread of its own calls them.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'

#include <map>
#include <mutex>
#include <pthread.h>

struct Callbacks {
  void (*take)(void *data, int key);
  void (*give)(void *data, int key);
  void *data;
};

struct Codec {
  Callbacks callbacks;
  pthread_t thread;
};

static void *run(void *codec) {
  auto *c = static_cast<Codec *>(codec);
  c->callbacks.take(c->callbacks.data, 1);
  c->callbacks.give(c->callbacks.data, 1);
  return nullptr;
}

Codec *open(const Callbacks *callbacks) {
  auto *codec = new Codec{*callbacks, {}};
  pthread_create(&codec->thread, nullptr, run, codec);
  return codec;
}

void close(Codec *codec) {
  pthread_join(codec->thread, nullptr);
  delete codec;
}

class Player {
public:
  Player() : callbacks_{&Player::take, &Player::give, this} {}
  const Callbacks *callbacks() const { return &callbacks_; }
  void render() {
    bad_frames_.find(1);
    std::lock_guard<std::mutex> held(mutex_);
    ok_frames_.erase(1);
  }
  void ok_after() { bad_frames_.clear(); }

private:
  static void take(void *data, int key) {
    auto *player = static_cast<Player *>(data);
    // CHECK: structures-of-callbacks.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'Player::bad_frames_' is written here without a lock
    player->bad_frames_[key] = 1;
  }
  static void give(void *data, int key) {
    auto *player = static_cast<Player *>(data);
    std::lock_guard<std::mutex> held(player->mutex_);
    player->ok_frames_[key] = 1;
  }
  std::mutex mutex_;
  std::map<int, int> bad_frames_, ok_frames_;
  Callbacks callbacks_;
};

int main() {
  Player player;
  Codec *codec = open(player.callbacks());
  player.render();
  close(codec);
  player.ok_after();
}
