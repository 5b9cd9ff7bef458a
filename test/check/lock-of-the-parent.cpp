// Objects that their parent makes when they are first asked for lock the
// parent's mutex, which their own pointer leads to.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>

class Scene;

class Layer {
public:
  Layer(Scene &parent, Layer *below) : parent(parent), below(below) {}
  void ok_set(int item);
  void bad_set(int item);
  Layer *child(int number);

private:
  friend class Scene;
  Scene &parent;
  Layer *below;
  std::mutex own;
  std::unordered_map<int, int> ok, bad;
  std::map<int, std::unique_ptr<Layer>> children;
};

class Scene {
public:
  Scene() : root(*this, nullptr) {}
  Layer &layer(int z) {
    std::lock_guard lock(mutex);
    auto &slot = layers[z];
    if (!slot)
      slot = std::make_unique<Layer>(*this, nullptr);
    return *slot;
  }
  std::size_t ok_size() {
    std::lock_guard lock(mutex);
    std::size_t size = 0;
    for (auto &[z, layer] : layers)
      size += layer->ok.size();
    return size;
  }
  std::size_t bad_size() {
    std::lock_guard lock(mutex);
    std::size_t size = 0;
    for (auto &[z, layer] : layers)
      size += layer->bad.size();
    return size;
  }
  std::mutex mutex;
  Layer root;

private:
  std::map<int, std::unique_ptr<Layer>> layers;
};

void Layer::ok_set(int item) {
  std::lock_guard lock(parent.mutex);
  ok[item] = 1;
}
// Its own lock is not the one that the parent holds.
void Layer::bad_set(int item) {
  std::lock_guard lock(own);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Layer::bad' is written here
  bad[item] = 1;
}
Layer *Layer::child(int number) {
  std::lock_guard lock(parent.mutex);
  auto &slot = children[number];
  if (!slot)
    slot = std::make_unique<Layer>(parent, this);
  return slot.get();
}

int main() {
  Scene scene;
  auto edit = [&scene] {
    for (int i = 0; i < 3000; ++i) {
      scene.layer(i % 4).ok_set(i);
      scene.layer(i % 4).bad_set(i);
      scene.root.child(1)->child(i % 3)->ok_set(i);
    }
  };
  std::thread a(edit), b(edit);
  std::size_t size = 0;
  for (int i = 0; i < 300; ++i)
    size += scene.ok_size() + scene.bad_size();
  a.join();
  b.join();
  return size == 0;
}
